package io.ticketsense.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes triages and overviews:
 *
 * <pre>{@code
 * {"priority":"low","category":"billing","sentiment":"neutral","summary":"…","tags":["…","…"]}
 * {"total_tickets":300,"by_priority":{…},"by_category":{…},"by_sentiment":{…}}
 * }</pre>
 *
 * <p>What is written holds every field in this order. What is read may hold unknown fields, which
 * are ignored; everything else must be valid and within the taxonomy. Safe for all threads.
 */
public final class TriageJson {

  private static final String PRIORITIES =
      oneOf(Arrays.stream(Priority.values()).map(Priority::label).toList());
  private static final String SENTIMENTS =
      oneOf(Arrays.stream(Sentiment.values()).map(Sentiment::label).toList());

  private final Taxonomy taxonomy;

  /**
   * Creates a codec.
   *
   * @param taxonomy the categories that are valid
   */
  public TriageJson(Taxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  /**
   * Writes a triage.
   *
   * @param output with a category of the taxonomy
   * @return JSON in one line
   * @throws InvalidOutputException if the category is not part of the taxonomy
   */
  public String write(TriageOutput output) {
    taxonomy.check(output);
    ObjectNode node = JsonFields.MAPPER.createObjectNode();
    node.put("priority", output.priority().label());
    node.put("category", output.category().label());
    node.put("sentiment", output.sentiment().label());
    node.put("summary", output.summary());
    output.tags().forEach(node.putArray("tags")::add);
    return node.toString();
  }

  /**
   * Reads a triage.
   *
   * @param json possibly malformed or hostile
   * @return a valid triage with a category of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong, without quoting the JSON
   */
  @SuppressWarnings("NullAway") // The constructor says what is missing.
  public TriageOutput readTriage(String json) {
    JsonFields fields = new JsonFields(parse(json));
    Priority priority = fields.value("priority", Priority::ofLabel, PRIORITIES);
    Category category =
        fields.value("category", taxonomy::category, taxonomy.categoryViolation().message());
    Sentiment sentiment = fields.value("sentiment", Sentiment::ofLabel, SENTIMENTS);
    String summary = fields.text("summary");
    List<String> tags = fields.texts("tags");
    return fields.build(
        () -> new TriageOutput(priority, category, sentiment, summary, tags),
        InvalidOutputException::new);
  }

  /**
   * Writes an overview.
   *
   * @param overview with exactly the categories of the taxonomy
   * @return JSON in one line
   * @throws InvalidOutputException if the categories are not those of the taxonomy
   */
  public String write(Overview overview) {
    if (!List.copyOf(overview.byCategory().keySet()).equals(taxonomy.categories())) {
      throw new InvalidOutputException(
          List.of(new Violation("by_category", "must list the categories of the taxonomy")));
    }
    ObjectNode node = JsonFields.MAPPER.createObjectNode();
    node.put("total_tickets", overview.totalTickets());
    write(node.putObject("by_priority"), overview.byPriority(), Priority::label);
    write(node.putObject("by_category"), overview.byCategory(), Category::label);
    write(node.putObject("by_sentiment"), overview.bySentiment(), Sentiment::label);
    return node.toString();
  }

  /**
   * Reads an overview.
   *
   * @param json possibly malformed or hostile; a label left out was counted zero times
   * @return a valid overview with exactly the categories of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong
   */
  public Overview readOverview(String json) {
    JsonFields fields = new JsonFields(parse(json));
    Long total = fields.number("total_tickets");
    var byPriority = counts(fields, "by_priority", List.of(Priority.values()), Priority::label);
    var byCategory = counts(fields, "by_category", taxonomy.categories(), Category::label);
    var bySentiment = counts(fields, "by_sentiment", List.of(Sentiment.values()), Sentiment::label);
    return fields.build(
        () ->
            new Overview(
                Optional.ofNullable(total).orElse(0L), byPriority, byCategory, bySentiment),
        InvalidOutputException::new);
  }

  private static JsonNode parse(String json) {
    try {
      return JsonFields.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidOutputException(List.of(JsonFields.malformed(e)));
    }
  }

  private static <L> void write(ObjectNode node, Map<L, Long> counts, Function<L, String> name) {
    counts.forEach((label, count) -> node.put(name.apply(label), count));
  }

  private static <L> Map<L, Long> counts(
      JsonFields fields, String field, List<L> labels, Function<L, String> name) {
    JsonNode node = fields.object(field);
    List<String> names = labels.stream().map(name).toList();
    if (!names.containsAll(node.properties().stream().map(Map.Entry::getKey).toList())) {
      fields.reject(new Violation(field, "must hold no label but " + String.join(", ", names)));
    }
    Map<L, Long> counts = new LinkedHashMap<>();
    for (L label : labels) {
      JsonNode count = node.path(name.apply(label));
      if (!count.isMissingNode() && !(count.isIntegralNumber() && count.canConvertToLong())) {
        fields.reject(new Violation(field + "." + name.apply(label), "must be a whole number"));
      }
      counts.put(label, count.longValue());
    }
    return counts;
  }

  private static String oneOf(List<String> labels) {
    return "must be one of " + String.join(", ", labels);
  }
}
