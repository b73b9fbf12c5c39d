package io.ticketsense.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private static final List<LabelledTicket> TICKETS = Labelled.tickets(40);

  private static final Evaluation GOOD = Labelled.evaluate(Labelled.wrongOn("good", 3), TICKETS);
  private static final Evaluation BAD =
      Labelled.evaluate(Labelled.wrongOn("bad", 1, 2, 4, 5, 6, 7, 8), TICKETS);

  @Test
  @DisplayName("Tickets are paired by id, in whatever order they come")
  void of_otherOrder_isTheSame() {
    List<LabelledTicket> reversed = new ArrayList<>(TICKETS);
    Collections.reverse(reversed);
    Evaluation other = Labelled.evaluate(Labelled.wrongOn("bad", 1, 2, 4, 5, 6, 7, 8), reversed);

    assertThat(Comparison.of(GOOD, other)).isEqualTo(Comparison.of(GOOD, BAD));
  }

  @Test
  @DisplayName("A sentence says who is ahead, by how much, and whether chance explains it")
  void sentences_differences_arePlain() {
    assertThat(Comparison.of(GOOD, BAD).sentences())
        .hasSize(3)
        .first()
        .isEqualTo(
            "priority: good is right on 7 tickets that bad gets wrong, and wrong on 1 that it gets"
                + " right; chance alone would part two equally good models this far in 7.0 % of"
                + " cases, so these tickets do not show that they differ.");
    assertThat(Comparison.of(BAD, GOOD).sentences().get(0)).startsWith("priority: good is right");
    assertThat(Comparison.of(GOOD, GOOD).sentences().get(0))
        .isEqualTo(
            "priority: both are right on equally many tickets, each on 0 that the other gets"
                + " wrong.");
    Evaluation worse =
        Labelled.evaluate(Labelled.wrongOn("bad", 1, 2, 4, 5, 6, 7, 8, 9, 10, 11), TICKETS);
    assertThat(Comparison.of(GOOD, worse).sentences().get(0))
        .endsWith("in 1.2 % of cases, so the difference is likely real.");
  }

  @Test
  @DisplayName("A model does not differ from itself")
  void of_same_isZero() {
    Comparison comparison = Comparison.of(GOOD, GOOD);

    comparison
        .fields()
        .values()
        .forEach(
            field -> {
              assertThat(field.pValue()).isEqualTo(1);
              assertThat(field.differences().values())
                  .allMatch(by -> by.equals(new Difference(0, 0, 0, 1)));
            });
  }

  @Test
  @DisplayName("Differences are second minus first")
  void of_worseSecond_isNegative() {
    Difference accuracy =
        Comparison.of(GOOD, BAD)
            .fields()
            .get(LabelField.CATEGORY)
            .differences()
            .get(Metric.ACCURACY);

    assertThat(accuracy.value()).isEqualTo(-6 / 40.0, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(accuracy.low()).isLessThan(accuracy.value());
    assertThat(accuracy.high()).isGreaterThan(accuracy.value());
  }

  @Test
  @DisplayName("Other tickets, or other labels of them, cannot be compared")
  void of_otherTickets_isRefused() {
    Evaluation fewer = Labelled.evaluate(Labelled.wrongOn("m"), TICKETS.subList(0, 39));
    List<LabelledTicket> changed = new ArrayList<>(TICKETS);
    LabelledTicket first = changed.get(0);
    changed.set(
        0, LabelledTicket.of(first.ticket(), Priority.HIGH, first.category(), first.sentiment()));
    List<LabelledTicket> widened = new ArrayList<>(TICKETS);
    widened.set(
        0,
        new LabelledTicket(
            first.ticket(),
            first.priority(),
            first.category(),
            first.sentiment(),
            Set.of(Priority.HIGH),
            Set.of(),
            Set.of(),
            first.summary(),
            first.group()));

    String missing = "Only one of the evaluations has ticket ticket_039";
    assertThatThrownBy(() -> Comparison.of(GOOD, fewer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(missing);
    assertThatThrownBy(() -> Comparison.of(fewer, GOOD)).hasMessage(missing);
    String different = "The evaluations expect a different priority of ticket ticket_000";
    assertThatThrownBy(() -> Comparison.of(GOOD, Labelled.evaluate(Labelled.wrongOn("m"), changed)))
        .hasMessage(different);
    assertThatThrownBy(() -> Comparison.of(GOOD, Labelled.evaluate(Labelled.wrongOn("m"), widened)))
        .hasMessage(different);
  }
}
