package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OverviewTest {

  private static Map<Priority, Long> priorities(long low, long others) {
    Map<Priority, Long> counts = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      counts.put(priority, priority == Priority.LOW ? low : others);
    }
    return counts;
  }

  private static Map<Sentiment, Long> sentiments(long angry) {
    Map<Sentiment, Long> counts = new HashMap<>();
    for (Sentiment sentiment : Sentiment.values()) {
      counts.put(sentiment, sentiment == Sentiment.ANGRY ? angry : 0L);
    }
    return counts;
  }

  private static Map<Category, Long> categories(long billing) {
    return Map.of(Category.BILLING, billing);
  }

  private static List<String> violations(
      long total,
      Map<Priority, Long> priorities,
      Map<Category, Long> categories,
      Map<Sentiment, Long> sentiments) {
    try {
      Overview unused = new Overview(total, priorities, categories, sentiments);
      return List.of();
    } catch (InvalidOutputException e) {
      return e.violations().stream().map(Violation::toString).toList();
    }
  }

  @Test
  @DisplayName("Triaged tickets are the sum of each breakdown")
  void triagedTickets_always_isTheSum() {
    assertThat(Samples.overview(300).triagedTickets()).isEqualTo(10);
    assertThat(new Overview(3, priorities(0, 1), categories(3), sentiments(3)).triagedTickets())
        .isEqualTo(3);
  }

  @Test
  @DisplayName("Labels come in domain order, whatever order they were given in")
  void constructor_anyOrder_isSorted() {
    Map<Priority, Long> backwards = new LinkedHashMap<>();
    backwards.put(Priority.CRITICAL, 1L);
    backwards.put(Priority.HIGH, 0L);
    backwards.put(Priority.MEDIUM, 0L);
    backwards.put(Priority.LOW, 0L);

    Overview overview = new Overview(1, backwards, categories(1), sentiments(1));

    assertThat(overview.byPriority().keySet()).containsExactly(Priority.values());
    assertThat(overview.bySentiment().keySet()).containsExactly(Sentiment.values());
  }

  @Test
  @DisplayName("Later changes to the maps do not reach the overview")
  void constructor_mutableMaps_areCopied() {
    Map<Priority, Long> priorities = priorities(1, 0);
    Overview overview = new Overview(1, priorities, categories(1), sentiments(1));
    priorities.put(Priority.LOW, 99L);

    assertThat(overview.byPriority()).containsEntry(Priority.LOW, 1L).isUnmodifiable();
    assertThat(overview.byCategory()).isUnmodifiable();
    assertThat(overview.bySentiment()).isUnmodifiable();
  }

  @Test
  @DisplayName("Missing and negative counts are all named")
  void constructor_badCounts_areListed() {
    Map<Priority, Long> priorities = priorities(2, 0);
    priorities.remove(Priority.HIGH);
    priorities.put(Priority.CRITICAL, -1L);

    assertThat(violations(-5, priorities, categories(-1), Map.of()))
        .containsExactly(
            "total_tickets must not be negative",
            "by_priority.high must be given and not be negative",
            "by_priority.critical must be given and not be negative",
            "by_category.billing must be given and not be negative",
            "by_sentiment.positive must be given and not be negative",
            "by_sentiment.neutral must be given and not be negative",
            "by_sentiment.negative must be given and not be negative",
            "by_sentiment.angry must be given and not be negative");
  }

  @Test
  @DisplayName("Breakdowns must agree, and not exceed the total")
  void constructor_sums_mustFit() {
    String unequal = "breakdowns must add up to the same number of tickets";

    assertThat(violations(9, priorities(2, 0), categories(2), sentiments(2))).isEmpty();
    assertThat(violations(2, priorities(2, 0), categories(2), sentiments(2))).isEmpty();
    assertThat(violations(9, priorities(1, 0), categories(2), sentiments(2)))
        .containsExactly(unequal);
    assertThat(violations(9, priorities(2, 0), categories(1), sentiments(2)))
        .containsExactly(unequal);
    assertThat(violations(9, priorities(2, 0), categories(2), sentiments(1)))
        .containsExactly(unequal);
    assertThat(violations(1, priorities(2, 0), categories(2), sentiments(2)))
        .containsExactly("breakdowns must not add up to more than the total");
  }

  @Test
  @DisplayName("Counts so high that a sum overflows are no trick to get past the checks")
  void constructor_overflow_isRefused() {
    // Four times 2^62 is zero in 64 bits.
    long huge = 1L << 62;

    assertThat(violations(0, priorities(huge, huge), categories(0), sentiments(0)))
        .containsExactly("breakdowns must add up to the same number of tickets");
  }

  @Test
  @DisplayName("Nothing counted is a valid overview")
  void constructor_zeros_isValid() {
    assertThatThrownBy(() -> new Overview(0, Map.of(), Map.of(), Map.of()))
        .isInstanceOf(InvalidOutputException.class);
    assertThat(new Overview(0, priorities(0, 0), Map.of(), sentiments(0)).triagedTickets())
        .isZero();
  }
}
