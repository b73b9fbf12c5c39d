package io.ticketsense.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.domain.Priority;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

  private static final Priority LOW = Priority.LOW;
  private static final Priority CRITICAL = Priority.CRITICAL;

  @Test
  @DisplayName(
      "Severe errors are critical tickets told as low, by id, and none the other way round")
  void severeErrors_criticalAsLow_areListed() {
    SevereErrors severe =
        Labelled.priorities(
                CRITICAL, LOW, LOW, CRITICAL, CRITICAL, CRITICAL, CRITICAL, Priority.HIGH)
            .overall()
            .severeErrors();

    assertThat(severe.ids()).containsExactly("t0");
    assertThat(severe.critical()).isEqualTo(3);
    assertThat(severe.rate().value()).isEqualTo(1 / 3.0);
    assertThat(severe.rate().low()).isZero();
    assertThat(severe.rate().high()).isGreaterThan(0.5);
  }

  @Test
  @DisplayName("Every threshold that is missed is told, with score and minimum")
  void thresholds_missed_areAllTold() {
    Evaluation evaluation = Labelled.priorities(LOW, LOW, CRITICAL, LOW, LOW, LOW, LOW, LOW);
    Thresholds thresholds =
        Thresholds.none()
            .atLeast(LabelField.PRIORITY, Metric.ACCURACY, 0.9)
            .atLeast(LabelField.PRIORITY, Metric.WEIGHTED_KAPPA, 0.5)
            .atLeast(LabelField.CATEGORY, Metric.ACCURACY, 1)
            .atLeast(LabelField.PRIORITY, Metric.ACCURACY, 0.8);

    ThresholdMissedException e =
        catchThrowableOfType(ThresholdMissedException.class, () -> thresholds.check(evaluation));

    assertThat(e.misses())
        .containsExactly(
            "priority.accuracy is 0.7500, and must be at least 0.8",
            "priority.weighted_kappa is 0.0000, and must be at least 0.5");
    assertThat(e).hasMessageStartingWith("m is not good enough: priority.accuracy is 0.7500");
    assertThatCode(
            () ->
                Thresholds.none()
                    .atLeast(LabelField.PRIORITY, Metric.ACCURACY, 0.75)
                    .check(evaluation))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("Thresholds that no score can mean are refused")
  void thresholds_impossible_areRefused() {
    assertThatThrownBy(
            () -> Thresholds.none().atLeast(LabelField.CATEGORY, Metric.WEIGHTED_KAPPA, 0.5))
        .hasMessage("There is no weighted_kappa of category, which has no order");
    for (double minimum : new double[] {1.01, -1.01, Double.NaN}) {
      assertThatThrownBy(
              () -> Thresholds.none().atLeast(LabelField.CATEGORY, Metric.ACCURACY, minimum))
          .hasMessage("The least category.accuracy must be -1 to 1");
    }
  }

  @Test
  @DisplayName("A ticket has either labels or a failure")
  void evaluatedTicket_both_isRefused() {
    Map<LabelField, LabelOutcome> told = new EnumMap<>(LabelField.class);
    for (LabelField field : LabelField.values()) {
      told.put(field, Labelled.outcome("x", "x"));
    }

    assertThatThrownBy(() -> Labelled.evaluated("t", told, Optional.of(FailureReason.TIMEOUT)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Labelled.evaluated("t", Map.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new EvaluatedTicket(
                    "t",
                    Optional.empty(),
                    told,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    0,
                    TokenUsage.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("A label that is no label of the matrix is refused")
  void confusion_noSuchLabel_isRefused() {
    ConfusionMatrix confusion =
        Labelled.priorities(LOW, CRITICAL).overall().field(LabelField.PRIORITY).confusion();

    assertThat(confusion.count("low", "critical")).isEqualTo(1);
    assertThat(confusion.count("critical", "low")).isZero();
    assertThatThrownBy(() -> confusion.count("low", "urgent"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(List.of(confusion.support("low"), confusion.failed("low"))).containsExactly(1, 0);
  }
}
