package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TokenUsageTest {

  @Test
  @DisplayName("Tokens add up, per kind and together")
  void plus_counts_addUp() {
    TokenUsage sum = new TokenUsage(1, 2).plus(new TokenUsage(30, 40)).plus(TokenUsage.NONE);

    assertThat(sum).isEqualTo(new TokenUsage(31, 42));
    assertThat(sum.totalTokens()).isEqualTo(73);
  }

  @Test
  @DisplayName("The usage of attempts counts failed ones too")
  void totalUsage_attempts_countsAll() {
    TokenUsage usage =
        Attempt.totalUsage(
            List.of(
                Attempt.failed(
                    "a", FailureReason.INVALID_OUTPUT, Duration.ZERO, new TokenUsage(7, 1)),
                Attempt.succeeded("b", Duration.ZERO, new TokenUsage(5, 2))));

    assertThat(usage).isEqualTo(new TokenUsage(12, 3));
    assertThat(Attempt.totalUsage(List.of())).isEqualTo(TokenUsage.NONE);
  }

  @Test
  @DisplayName("Absurd counts stay at the highest value, and negative ones are refused")
  void plus_overflow_saturates() {
    TokenUsage absurd = new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE - 1);

    assertThat(absurd.plus(new TokenUsage(1, 1)))
        .isEqualTo(new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE));
    assertThat(absurd.totalTokens()).isEqualTo(Long.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenUsage(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenUsage(0, -1));
  }
}
