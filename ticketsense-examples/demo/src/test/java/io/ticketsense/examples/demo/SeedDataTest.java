package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.json.TicketJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code data/README.md} says of the seed tickets and their labels is true. */
final class SeedDataTest {

  private static final Path DATA = Path.of("..", "..", "data");
  private static final int BATCHES = 6;
  private static final int BATCH_SIZE = 50;
  private static final List<Ticket> TICKETS = SeedFiles.read(DATA).tickets();
  private static final JsonNode LABELS = labels();

  private static JsonNode labels() {
    try {
      return new ObjectMapper().readTree(Files.readString(DATA.resolve("labels.json"), UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("Six files hold fifty valid tickets each, numbered from 001 to 300")
  void batches_all_holdTheirFifty() throws IOException {
    for (int batch = 1; batch <= BATCHES; batch++) {
      List<Ticket> tickets =
          TicketJson.readList(Files.readString(DATA.resolve("batch_" + batch + ".json"), UTF_8));
      int first = (batch - 1) * BATCH_SIZE + 1;

      assertThat(tickets)
          .extracting(Ticket::id)
          .containsExactlyElementsOf(
              IntStream.range(first, first + BATCH_SIZE)
                  .mapToObj(i -> String.format(Locale.ROOT, "ticket_%03d", i))
                  .toList());
    }
  }

  @Test
  @DisplayName("No two tickets share a subject, the opening of the body, or a time")
  void tickets_all_differ() {
    assertUnique(ticket -> ticket.subject().toLowerCase(Locale.ROOT));
    assertUnique(ticket -> ticket.body().substring(0, Math.min(60, ticket.body().length())));
    assertUnique(Ticket::createdAt);
  }

  private static void assertUnique(Function<Ticket, Object> part) {
    assertThat(TICKETS.stream().map(part)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("Times spread over 90 days, some every week")
  void times_all_spreadOverNinetyDays() {
    Instant first = Instant.parse("2026-08-22T00:00:00Z");
    Instant end = first.plus(Duration.ofDays(90));

    assertThat(TICKETS)
        .allSatisfy(t -> assertThat(t.createdAt()).isBetween(first, end))
        .extracting(t -> Duration.between(first, t.createdAt()).toDays() / 7)
        .contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
  }

  @Test
  @DisplayName("About 150 senders write from about 30 reserved domains, some of them twice")
  void senders_all_areInvented() {
    Set<String> addresses = new HashSet<>();
    Set<String> domains = new HashSet<>();
    for (Ticket ticket : TICKETS) {
      addresses.add(ticket.fromEmail());
      domains.add(ticket.fromEmail().replaceFirst(".*@", ""));
    }

    assertThat(addresses).hasSizeBetween(130, 180);
    assertThat(domains)
        .hasSizeBetween(27, 33)
        .allSatisfy(domain -> assertThat(domain).endsWith(".example"));
  }

  @Test
  @DisplayName("Bodies run from a few words to several screens")
  void bodies_all_differInLength() {
    assertThat(TICKETS)
        .allSatisfy(t -> assertThat(words(t)).hasSizeGreaterThanOrEqualTo(5))
        .filteredOn(t -> words(t).size() <= 6)
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(TICKETS).filteredOn(t -> words(t).size() >= 500).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  @DisplayName("No two bodies share more than a fifth of their five-word shingles")
  void bodies_anyTwo_shareFewShingles() {
    List<Set<String>> shingles = TICKETS.stream().map(SeedDataTest::shingles).toList();
    for (int i = 0; i < shingles.size(); i++) {
      for (int j = i + 1; j < shingles.size(); j++) {
        Set<String> shared = new HashSet<>(shingles.get(i));
        shared.retainAll(shingles.get(j));
        int smaller = Math.min(shingles.get(i).size(), shingles.get(j).size());

        assertThat(shared.size() * 5)
            .as("%s and %s", TICKETS.get(i).id(), TICKETS.get(j).id())
            .isLessThanOrEqualTo(smaller);
      }
    }
  }

  private static Set<String> shingles(Ticket ticket) {
    List<String> words = words(ticket);
    Set<String> shingles = new HashSet<>();
    for (int start = 0; start <= Math.max(0, words.size() - 5); start++) {
      shingles.add(String.join(" ", words.subList(start, Math.min(start + 5, words.size()))));
    }
    return shingles;
  }

  private static List<String> words(Ticket ticket) {
    return Pattern.compile("[\\p{L}\\p{N}]+")
        .matcher(ticket.body().toLowerCase(Locale.ROOT))
        .results()
        .map(match -> match.group())
        .toList();
  }

  @Test
  @DisplayName("Every ticket is labelled, with values of the taxonomy and a one-sentence summary")
  void labels_all_areOfTheTaxonomy() {
    List<String> ids = new ArrayList<>();
    LABELS.fieldNames().forEachRemaining(ids::add);
    assertThat(ids).isEqualTo(TICKETS.stream().map(Ticket::id).toList());

    for (JsonNode label : LABELS) {
      assertLabel(
          label, "priority", Arrays.stream(Priority.values()).map(Priority::label).toList());
      assertLabel(
          label,
          "category",
          Taxonomy.standard().categories().stream().map(c -> c.label()).toList());
      assertLabel(
          label, "sentiment", Arrays.stream(Sentiment.values()).map(Sentiment::label).toList());
      assertThat(label.get("summary").textValue()).hasSizeBetween(20, 500).doesNotContain("\n");
    }
  }

  private static void assertLabel(JsonNode label, String field, List<String> allowed) {
    assertThat(label.get(field).textValue()).isIn(allowed);
    List<String> also = new ArrayList<>();
    label.get(field + "_also").forEach(value -> also.add(value.textValue()));
    assertThat(also)
        .isSubsetOf(allowed)
        .doesNotHaveDuplicates()
        .doesNotContain(label.get(field).textValue());
  }

  @Test
  @DisplayName("Themes do not give labels away: every batch has several priorities and moods")
  void labels_everyBatch_areMixed() {
    Map<String, Set<String>> valuesByBatch = new HashMap<>();
    for (int i = 0; i < TICKETS.size(); i++) {
      JsonNode label = LABELS.get(TICKETS.get(i).id());
      for (String field : List.of("priority", "category", "sentiment")) {
        valuesByBatch
            .computeIfAbsent(field + " in batch " + (i / BATCH_SIZE + 1), key -> new HashSet<>())
            .add(label.get(field).textValue());
      }
    }

    assertThat(valuesByBatch).hasSize(18);
    valuesByBatch.forEach(
        (where, values) -> assertThat(values).as(where).hasSizeGreaterThanOrEqualTo(3));
  }
}
