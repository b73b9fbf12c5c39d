package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineTest {

  private long now;

  private Deadline after(Duration timeout) {
    return Deadline.after(timeout, () -> now);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MAX_VALUE - 5, Long.MIN_VALUE})
  @DisplayName("Time runs down to zero and no further, whatever the clock started from")
  void remaining_timePasses_reachesZero(long start) {
    now = start;
    Deadline deadline = after(Duration.ofNanos(10));
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(10));

    now += 9;
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
    assertThat(deadline.hasPassed()).isFalse();

    now += 1;
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.hasPassed()).isTrue();

    now += 1_000_000;
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.hasPassed()).isTrue();
  }

  @Test
  @DisplayName("A share is an equal part of what is left, and ends no later than the whole")
  void share_parts_areEqual() {
    now = Long.MAX_VALUE;
    Deadline deadline = after(Duration.ofSeconds(60));

    assertThat(deadline.share(3).remaining()).isEqualTo(Duration.ofSeconds(20));
    now += Duration.ofSeconds(40).toNanos();
    assertThat(deadline.share(2).remaining()).isEqualTo(Duration.ofSeconds(10));
    Deadline last = deadline.share(1);
    assertThat(last.remaining()).isEqualTo(deadline.remaining());
    now += Duration.ofSeconds(20).toNanos();
    assertThat(last.hasPassed()).isTrue();
  }

  @Test
  @DisplayName("A share of what has passed has passed")
  void share_passed_hasPassed() {
    Deadline deadline = after(Duration.ofNanos(5));
    now = 7;

    assertThat(deadline.share(1).hasPassed()).isTrue();
    assertThat(deadline.share(4).remaining()).isZero();
    now = 5;
    assertThat(deadline.share(2).hasPassed()).isTrue();
  }

  @Test
  @DisplayName("A share of less than a nanosecond each is none")
  void share_tooManyParts_hasPassed() {
    assertThat(after(Duration.ofNanos(3)).share(4).hasPassed()).isTrue();
  }

  @Test
  @DisplayName("Timeouts are positive and at most 100 years")
  void after_outOfBounds_isRefused() {
    for (Duration timeout :
        List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofDays(36_501),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MIN_VALUE))) {
      assertThatIllegalArgumentException().isThrownBy(() -> after(timeout));
    }
    now = Long.MAX_VALUE;
    assertThat(after(Duration.ofDays(36_500)).remaining()).isEqualTo(Duration.ofDays(36_500));
    assertThat(after(Duration.ofNanos(1)).hasPassed()).isFalse();
  }

  @Test
  @DisplayName("The text form tells what is left")
  void toString_always_tellsRemaining() {
    assertThat(after(Duration.ofSeconds(2))).hasToString("Deadline[remaining=PT2S]");
  }
}
