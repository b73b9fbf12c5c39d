package io.ticketsense.domain;

import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many tickets there are and how they are labelled. Tickets without a triage count in the total
 * only; every triaged ticket counts once in each breakdown.
 *
 * @param totalTickets stored tickets, triaged or not
 * @param byPriority count for every priority, zeros included, from low to critical; unmodifiable
 * @param byCategory count for every category of the taxonomy in its order, zeros included;
 *     unmodifiable
 * @param bySentiment count for every sentiment, zeros included, from positive to angry;
 *     unmodifiable
 * @param refreshedAt when the counts were taken; empty when that is not known
 */
public record Overview(
    long totalTickets,
    Map<Priority, Long> byPriority,
    Map<Category, Long> byCategory,
    Map<Sentiment, Long> bySentiment,
    Optional<Instant> refreshedAt) {

  /**
   * Creates an overview.
   *
   * @throws InvalidOutputException if a count is negative or missing, or the breakdowns disagree on
   *     how many tickets are triaged, or say that more are than there are
   */
  public Overview {
    List<Violation> violations = new ArrayList<>();
    if (totalTickets < 0) {
      violations.add(new Violation("total_tickets", "must not be negative"));
    }
    byPriority =
        checked("by_priority", byPriority, List.of(Priority.values()), Priority::label, violations);
    byCategory =
        checked(
            "by_category",
            byCategory,
            List.copyOf(byCategory.keySet()),
            Category::label,
            violations);
    bySentiment =
        checked(
            "by_sentiment", bySentiment, List.of(Sentiment.values()), Sentiment::label, violations);
    if (violations.isEmpty()) {
      if (!sameSums(List.of(byPriority, byCategory, bySentiment))) {
        violations.add(new Violation("", "breakdowns must add up to the same number of tickets"));
      } else if (sum(byPriority.values()) > totalTickets) {
        violations.add(new Violation("", "breakdowns must not add up to more than the total"));
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidOutputException(violations);
    }
  }

  /**
   * Creates an overview of which nobody knows when it was counted.
   *
   * @param totalTickets stored tickets, triaged or not
   * @param byPriority count for every priority
   * @param byCategory count for every category
   * @param bySentiment count for every sentiment
   * @throws InvalidOutputException if a count is negative or missing, or the breakdowns disagree on
   *     how many tickets are triaged, or say that more are than there are
   */
  public Overview(
      long totalTickets,
      Map<Priority, Long> byPriority,
      Map<Category, Long> byCategory,
      Map<Sentiment, Long> bySentiment) {
    this(totalTickets, byPriority, byCategory, bySentiment, Optional.empty());
  }

  /**
   * Returns how many of the tickets are triaged.
   *
   * @return the sum of each breakdown
   */
  public long triagedTickets() {
    return sum(byPriority.values());
  }

  private static <L> Map<L, Long> checked(
      String field,
      Map<L, Long> counts,
      List<L> labels,
      Function<L, String> name,
      List<Violation> violations) {
    Map<L, Long> ordered = new LinkedHashMap<>();
    for (L label : labels) {
      Long count = counts.get(label);
      if (count == null || count < 0) {
        violations.add(
            new Violation(field + "." + name.apply(label), "must be given and not be negative"));
      } else {
        ordered.put(label, count);
      }
    }
    return Collections.unmodifiableMap(ordered);
  }

  private static boolean sameSums(List<Map<?, Long>> breakdowns) {
    return breakdowns.stream().mapToLong(counts -> sum(counts.values())).distinct().count() == 1;
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().reduce(0L, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
  }
}
