package io.ticketsense.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes triages and overviews:
 *
 * <pre>{@code
 * {"priority":"low","category":"billing","sentiment":"neutral","summary":"…","tags":["…","…"],
 *  "model":"…","degraded":true}
 * {"total_tickets":300,"triaged_tickets":280,
 *  "by_priority":{…},"by_category":{…},"by_sentiment":{…},
 *  "refreshed_at":"2026-11-23T13:00:00Z"}
 * }</pre>
 *
 * <p>What is written holds every field in this order, but for {@code model} and {@code
 * refreshed_at} where they are not known and {@code degraded} where it is false. What is read may
 * hold unknown fields, which are ignored; everything else must be valid and within the taxonomy.
 * Those three may be anything, since others may mean something else by them: one that is not what
 * we write counts as left out. Safe for all threads.
 */
public final class TriageJson {

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
   * @param triage with a category of the taxonomy
   * @return JSON in one line
   * @throws InvalidOutputException if the category is not part of the taxonomy
   */
  public String write(Triage triage) {
    TriageOutput output = triage.output();
    taxonomy.check(output);
    ObjectNode node = JsonFields.MAPPER.createObjectNode();
    node.put("priority", output.priority().label());
    node.put("category", output.category().label());
    node.put("sentiment", output.sentiment().label());
    node.put("summary", output.summary());
    output.tags().forEach(node.putArray("tags")::add);
    triage.model().ifPresent(model -> node.put("model", model));
    if (triage.degraded()) {
      node.put("degraded", true);
    }
    return node.toString();
  }

  /**
   * Writes a triage.
   *
   * @param triage with a category of the taxonomy
   * @return what {@link #write(Triage)} returns, in UTF-8
   * @throws InvalidOutputException if the category is not part of the taxonomy
   */
  public byte[] writeBytes(Triage triage) {
    return write(triage).getBytes(UTF_8);
  }

  /**
   * Reads a triage.
   *
   * @param json possibly malformed or hostile
   * @return a valid triage with a category of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong, without quoting the JSON
   */
  public Triage readTriage(String json) {
    return read(() -> JsonFields.MAPPER.createParser(json), this::triage);
  }

  /**
   * Reads a triage.
   *
   * @param json in UTF-8, possibly malformed or hostile
   * @return a valid triage with a category of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong, without quoting the JSON
   */
  public Triage readTriage(byte[] json) {
    return read(() -> parser(json), this::triage);
  }

  /**
   * Reads the labels that a model answered, which is not to say where they come from.
   *
   * @param json possibly malformed or hostile
   * @return valid labels with a category of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong, without quoting the JSON
   */
  public TriageOutput readOutput(String json) {
    return readTriage(json).output();
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
    node.put("triaged_tickets", overview.triagedTickets());
    write(node.putObject("by_priority"), overview.byPriority(), Priority::label);
    write(node.putObject("by_category"), overview.byCategory(), Category::label);
    write(node.putObject("by_sentiment"), overview.bySentiment(), Sentiment::label);
    overview.refreshedAt().ifPresent(time -> node.put("refreshed_at", time.toString()));
    return node.toString();
  }

  /**
   * Writes an overview.
   *
   * @param overview with exactly the categories of the taxonomy
   * @return what {@link #write(Overview)} returns, in UTF-8
   * @throws InvalidOutputException if the categories are not those of the taxonomy
   */
  public byte[] writeBytes(Overview overview) {
    return write(overview).getBytes(UTF_8);
  }

  /**
   * Reads an overview.
   *
   * @param json possibly malformed or hostile; a label left out was counted zero times, and {@code
   *     triaged_tickets} left out is what each breakdown adds up to
   * @return a valid overview with exactly the categories of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong
   */
  public Overview readOverview(String json) {
    return read(() -> JsonFields.MAPPER.createParser(json), this::overview);
  }

  /**
   * Reads an overview.
   *
   * @param json in UTF-8, possibly malformed or hostile; a label left out was counted zero times,
   *     and {@code triaged_tickets} left out is what each breakdown adds up to
   * @return a valid overview with exactly the categories of the taxonomy
   * @throws InvalidOutputException listing everything that is wrong
   */
  public Overview readOverview(byte[] json) {
    return read(() -> parser(json), this::overview);
  }

  private Triage triage(JsonParser parser) throws IOException {
    return new TriageReader(taxonomy, parser).read();
  }

  private Overview overview(JsonParser parser) throws IOException {
    JsonNode read = JsonFields.MAPPER.readTree(parser);
    JsonNode node = read == null ? MissingNode.getInstance() : read;
    JsonFields fields = new JsonFields(node);
    Long total = fields.number("total_tickets");
    // Not written by the original system, nor by us at first.
    Long triaged = fields.has("triaged_tickets") ? fields.number("triaged_tickets") : null;
    var byPriority = counts(fields, "by_priority", List.of(Priority.values()), Priority::label);
    var byCategory = counts(fields, "by_category", taxonomy.categories(), Category::label);
    var bySentiment = counts(fields, "by_sentiment", List.of(Sentiment.values()), Sentiment::label);
    return fields.build(
        () -> {
          Overview overview =
              new Overview(
                  Optional.ofNullable(total).orElse(0L),
                  byPriority,
                  byCategory,
                  bySentiment,
                  time(node.path("refreshed_at")));
          if (triaged != null && triaged != overview.triagedTickets()) {
            throw new InvalidOutputException(
                List.of(
                    new Violation("triaged_tickets", "must be what each breakdown adds up to")));
          }
          return overview;
        },
        InvalidOutputException::new);
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return Optional.ofNullable(node.textValue()).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
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

  private interface Source {
    JsonParser open() throws IOException;
  }

  private interface Reader<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static <T> T read(Source source, Reader<T> reader) {
    try (JsonParser parser = source.open()) {
      return reader.read(parser);
    } catch (JsonProcessingException e) {
      throw new InvalidOutputException(List.of(Violations.malformed(e.getLocation())));
    } catch (IOException e) {
      throw new InvalidOutputException(List.of(Violations.malformed(null)));
    }
  }

  /**
   * Reads UTF-8 and nothing else. Left to itself, Jackson skips a byte order mark and takes zeros
   * for another encoding; no JSON object starts with either, and a text that does is refused.
   */
  private static JsonParser parser(byte[] json) throws IOException {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0 || json[0] < 0) {
        return JsonFields.MAPPER.createParser(new String(json, UTF_8));
      }
    }
    return JsonFields.MAPPER.createParser(json);
  }
}
