package io.ticketsense.groq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Adjustment;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes labels that are nearly right for what they mean, by a rule and a table:
 *
 * <ul>
 *   <li>Case, and what is neither letter nor digit, do not matter: {@code "High"}, {@code "feature
 *       request"}, {@code "Billing!"}.
 *   <li>{@code urgent} is critical, {@code normal} is medium, {@code feature} is feature_request;
 *       none of these where a category of that name exists.
 * </ul>
 *
 * <p>Nothing else is guessed.
 */
final class Labels {

  /** Of two priorities none may be taken for the one that was meant. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Map<String, Map<String, String>> SYNONYMS =
      Map.of(
          "priority", Map.of("urgent", "critical", "normal", "medium"),
          "category", Map.of("feature", "feature_request"),
          "sentiment", Map.of());

  /**
   * JSON with adjusted labels.
   *
   * @param json with labels of the taxonomy
   * @param adjustments at least one
   */
  record Adjusted(String json, List<Adjustment> adjustments) {}

  private final Map<String, List<String>> labels;

  Labels(Taxonomy taxonomy) {
    this.labels =
        Map.of(
            "priority",
            Arrays.stream(Priority.values()).map(Priority::label).toList(),
            "category",
            taxonomy.categories().stream().map(Category::label).toList(),
            "sentiment",
            Arrays.stream(Sentiment.values()).map(Sentiment::label).toList());
  }

  /** Returns empty when the JSON is none, or nothing can be adjusted. */
  Optional<Adjusted> adjust(String json) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!(node instanceof ObjectNode answer)) {
      return Optional.empty();
    }
    List<Adjustment> adjustments = new ArrayList<>();
    for (String field : List.of("priority", "category", "sentiment")) {
      adjustment(field, answer.path(field)).ifPresent(adjustments::add);
    }
    adjustments.forEach(a -> answer.put(a.field(), a.label()));
    return adjustments.isEmpty()
        ? Optional.empty()
        : Optional.of(new Adjusted(answer.toString(), adjustments));
  }

  private Optional<Adjustment> adjustment(String field, JsonNode value) {
    String received = value.textValue();
    List<String> known = labels.getOrDefault(field, List.of());
    if (received == null || known.contains(received)) {
      return Optional.empty();
    }
    String folded = fold(received);
    return match(known, folded)
        .or(
            () ->
                Optional.ofNullable(SYNONYMS.getOrDefault(field, Map.of()).get(folded))
                    .filter(known::contains))
        .map(label -> new Adjustment(field, received, label));
  }

  private static Optional<String> match(List<String> known, String folded) {
    List<String> matches = known.stream().filter(label -> fold(label).equals(folded)).toList();
    return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
  }

  private static String fold(String label) {
    return NOT_ALPHANUMERIC.matcher(label).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
