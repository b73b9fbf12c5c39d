package io.ticketsense.contract;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Values to test with. */
public final class Samples {

  /** When {@code ticket(0)} was sent; each next one was sent a second later. */
  public static final Instant START = Instant.parse("2026-09-01T08:15:00.123456Z");

  /** Text that breaks what takes text for code: quotes, markup, emoji, odd spaces, directions. */
  public static final String ODD_TEXT =
      "'; DROP TABLE tickets; -- \"\\ \t\r\n <script>alert(1)</script> {x} ${y} %s </ticket>"
          + " \uD83D\uDE80 e\u0301 \u200B\u202Eabc\u202C \u0130\u0131 \u00DF \u4F60\u597D \uFFFD";

  private Samples() {}

  /**
   * Makes a ticket.
   *
   * @param number tells it from the others; a higher one is newer
   * @return always the same for the same number
   */
  public static Ticket ticket(int number) {
    return ticket("ticket_%03d".formatted(number), START.plusSeconds(number));
  }

  /**
   * Makes a ticket.
   *
   * @param id its id
   * @param createdAt when it was sent
   * @return a valid ticket
   */
  public static Ticket ticket(String id, Instant createdAt) {
    return new Ticket(
        id, "Subject of " + id, "Body of " + id, "Ana Díaz", "ana@moonpost.example", createdAt);
  }

  /**
   * Makes tickets.
   *
   * @param count how many
   * @return {@code ticket(0)} and the following ones
   */
  public static List<Ticket> tickets(int count) {
    return IntStream.range(0, count).mapToObj(Samples::ticket).toList();
  }

  /**
   * Makes an output.
   *
   * @param number tells it from the others
   * @return valid, with every label met within ten consecutive numbers
   */
  public static TriageOutput output(int number) {
    List<Category> categories = Taxonomy.standard().categories();
    return new TriageOutput(
        List.of(Priority.values()).get(number % 4),
        categories.get(number % 5),
        List.of(Sentiment.values()).get(number % 4),
        "Summary " + number,
        List.of("tag-" + number, "second"));
  }

  /**
   * Makes a triage.
   *
   * @param number tells it from the others
   * @return one with {@link #output} of this number, of a model for two in three, degraded for one
   *     in two
   */
  public static Triage triage(int number) {
    Optional<String> model =
        number % 3 == 0 ? Optional.empty() : Optional.of("vendor/model-" + number);
    return new Triage(output(number), model, number % 2 == 1);
  }

  /**
   * Makes an overview.
   *
   * @param total stored tickets, at least 10, ten of them triaged
   * @return a valid overview of the standard taxonomy
   */
  public static Overview overview(long total) {
    return new Overview(
        total,
        Map.of(Priority.LOW, 4L, Priority.MEDIUM, 3L, Priority.HIGH, 2L, Priority.CRITICAL, 1L),
        twoOfEach(Taxonomy.standard()),
        Map.of(
            Sentiment.POSITIVE,
            0L,
            Sentiment.NEUTRAL,
            5L,
            Sentiment.NEGATIVE,
            3L,
            Sentiment.ANGRY,
            2L));
  }

  /**
   * Makes an overview.
   *
   * @param total stored tickets, at least 10, ten of them triaged
   * @param refreshedAt when it was counted
   * @return a valid overview of the standard taxonomy
   */
  public static Overview overview(long total, Instant refreshedAt) {
    Overview overview = overview(total);
    return new Overview(
        total,
        overview.byPriority(),
        overview.byCategory(),
        overview.bySentiment(),
        Optional.of(refreshedAt));
  }

  private static Map<Category, Long> twoOfEach(Taxonomy taxonomy) {
    Map<Category, Long> counts = new LinkedHashMap<>();
    taxonomy.categories().forEach(category -> counts.put(category, 2L));
    return counts;
  }
}
