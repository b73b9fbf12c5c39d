package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.TriageResult.Source;
import io.ticketsense.error.InvalidOutputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TriageTest {

  private static final TriageOutput OUTPUT = Samples.output(1);

  @Test
  @DisplayName("Labels of which nothing else is known have no model and are not degraded")
  void of_output_knowsNoMore() {
    assertThat(Triage.of(OUTPUT)).isEqualTo(new Triage(OUTPUT, Optional.empty(), false));
    assertThatNullPointerException().isThrownBy(() -> Triage.of(null));
  }

  static Stream<Arguments> badModels() {
    return Stream.of(
        Arguments.of("", "model must be 1 to 200 characters long; model must not be blank"),
        Arguments.of(" \t", "model must not be blank"),
        Arguments.of("\uD83D\uDE80".repeat(201), "model must be 1 to 200 characters long"),
        Arguments.of("a\u0000", "model must not contain NUL or unpaired surrogate characters"),
        Arguments.of("\uD83D", "model must not contain NUL or unpaired surrogate characters"));
  }

  @ParameterizedTest
  @MethodSource("badModels")
  @DisplayName("A model that nobody could store or show is refused, and left out of what is kept")
  void model_outOfBounds_isRefusedOrLeftOut(String model, String violations) {
    assertThat(Triage.isValidModel(model)).isFalse();
    assertThatThrownBy(() -> new Triage(OUTPUT, Optional.of(model), true))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessage("Invalid output: " + violations);
    assertThat(TriageResult.of(OUTPUT, model).asDegraded().triage())
        .isEqualTo(new Triage(OUTPUT, Optional.empty(), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "openai/gpt-oss-120b", "local model", "modèle \uD83D\uDE80"})
  @DisplayName("Any other name is kept as it is, up to 200 letters of any size")
  void model_withinBounds_isKept(String model) {
    for (String name : List.of(model, "\uD83D\uDE80".repeat(200 - model.length()) + model)) {
      assertThat(Triage.isValidModel(name)).isTrue();
      assertThat(TriageResult.of(OUTPUT, name).triage())
          .isEqualTo(new Triage(OUTPUT, Optional.of(name), false));
    }
  }

  @Test
  @DisplayName("A result degraded once stays so, and is the same otherwise")
  void asDegraded_result_staysSo() {
    List<Attempt> attempts = List.of(Attempt.succeeded("m", Duration.ofMillis(1), TokenUsage.NONE));
    List<Adjustment> adjustments = List.of(new Adjustment("priority", "Low", "low"));
    TriageResult result = TriageResult.of(OUTPUT, "m", attempts, adjustments);

    assertThat(result.degraded()).isFalse();
    assertThat(result.asDegraded())
        .isEqualTo(
            new TriageResult(OUTPUT, Source.MODEL, Optional.of("m"), attempts, adjustments, true));
    assertThat(result.asDegraded().withAttempts(List.of()).degraded()).isTrue();
    assertThat(result.withAttempts(List.of()).degraded()).isFalse();
  }

  @Test
  @DisplayName("A cached result says all that the cache knows, and is worth keeping as it was")
  void cached_anyTriage_saysAll() {
    for (int i = 0; i < 6; i++) {
      Triage triage = Samples.triage(i);

      TriageResult cached = TriageResult.cached(triage);

      assertThat(cached.source()).isEqualTo(Source.CACHE);
      assertThat(cached.model()).isEqualTo(triage.model());
      assertThat(cached.degraded()).isEqualTo(triage.degraded());
      assertThat(cached.attempts()).isEmpty();
      assertThat(cached.triage()).isEqualTo(triage);
    }
  }
}
