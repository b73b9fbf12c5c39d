package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CooldownTest {

  private static final Duration REST = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final ManualTicker ticker = new ManualTicker();
  private final Cooldown cooldown = new Cooldown(3, REST, ticker);

  private long enter() {
    OptionalLong permit = cooldown.tryEnter();
    assertThat(permit).as("may be asked").isPresent();
    return permit.getAsLong();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      cooldown.failed(enter(), Optional.empty());
    }
  }

  private void assertResting() {
    assertThat(cooldown.tryEnter()).as("may be asked").isEmpty();
  }

  @Test
  @DisplayName("The third failure in a row begins the rest, which ends after 30 seconds")
  void failed_threeTimes_rests() {
    fail(2);
    assertThat(cooldown.remaining()).isZero();
    fail(1);
    assertThat(cooldown.remaining()).isEqualTo(REST);

    ticker.advance(REST.minus(MOMENT));
    assertResting();
    assertThat(cooldown.remaining()).isEqualTo(MOMENT);

    ticker.advance(MOMENT);
    assertThat(cooldown.remaining()).isZero();
    assertThat(cooldown.tryEnter()).isPresent();
  }

  @Test
  @DisplayName("A success starts the count anew")
  void succeeded_between_resetsCount() {
    fail(2);
    cooldown.succeeded(enter());
    fail(2);

    assertThat(cooldown.tryEnter()).isPresent();
  }

  @Test
  @DisplayName("A call that the caller gave up changes nothing")
  void abandoned_between_keepsCount() {
    fail(2);
    cooldown.abandoned(enter());
    fail(1);

    assertResting();
  }

  @Test
  @DisplayName("After the rest one caller probes; a success opens the door to all")
  void probe_succeeds_endsRest() {
    fail(3);
    ticker.advance(REST);
    long probe = enter();
    assertResting();

    cooldown.succeeded(probe);

    fail(2);
    assertThat(cooldown.tryEnter()).as("the count began anew").isPresent();
  }

  @Test
  @DisplayName("One failed probe is enough for another rest")
  void probe_fails_restsAgain() {
    fail(3);
    ticker.advance(REST);
    fail(1);

    assertResting();
    assertThat(cooldown.remaining()).isEqualTo(REST);
  }

  @Test
  @DisplayName("So it is after a rest that the first failure in a row had asked for")
  void probe_failsAfterAskedRest_restsAgain() {
    cooldown.failed(enter(), Optional.of(Duration.ofSeconds(5)));
    ticker.advance(Duration.ofSeconds(5));
    fail(1);

    assertResting();
    assertThat(cooldown.remaining()).isEqualTo(REST);
    ticker.advance(REST);
    assertThat(cooldown.tryEnter()).isPresent();
  }

  @Test
  @DisplayName("A probe that was given up leaves its place to the next caller")
  void probe_abandoned_freesPlace() {
    fail(3);
    ticker.advance(REST);
    cooldown.abandoned(enter());

    enter();
    assertResting();
  }

  @Test
  @DisplayName("A model that says how long is believed at once")
  void failed_retryAfter_restsThatLong() {
    cooldown.failed(enter(), Optional.of(Duration.ofSeconds(5)));
    assertThat(cooldown.remaining()).isEqualTo(Duration.ofSeconds(5));

    ticker.advance(Duration.ofSeconds(5));
    cooldown.failed(enter(), Optional.of(Duration.ofMinutes(5)));
    assertThat(cooldown.remaining()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  @DisplayName("No rest is longer than a day, and none is negative, whatever is asked for")
  void failed_absurdRetryAfter_isBounded() {
    cooldown.failed(enter(), Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(cooldown.remaining()).isEqualTo(Duration.ofDays(1));

    ticker.advance(Duration.ofDays(1));
    cooldown.failed(enter(), Optional.of(Duration.ofSeconds(Long.MIN_VALUE)));
    assertThat(cooldown.remaining()).isZero();
    assertThat(cooldown.tryEnter()).isPresent();
  }

  @Test
  @DisplayName("A success from before the rest does not end it")
  void straggler_succeeds_restGoesOn() {
    long straggler = enter();
    fail(3);
    cooldown.succeeded(straggler);

    assertResting();
    assertThat(cooldown.remaining()).isEqualTo(REST);
  }

  @Test
  @DisplayName("A failure from before the rest neither shortens nor prolongs it")
  void straggler_fails_restStays() {
    long straggler = enter();
    long other = enter();
    cooldown.failed(enter(), Optional.of(Duration.ofMinutes(1)));

    cooldown.failed(straggler, Optional.empty());
    cooldown.failed(other, Optional.of(Duration.ofSeconds(2)));

    assertThat(cooldown.remaining()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  @DisplayName("A failure from before the rest that asks for a longer one is believed")
  void straggler_asksForLonger_prolongsRest() {
    long straggler = enter();
    fail(3);

    cooldown.failed(straggler, Optional.of(Duration.ofMinutes(2)));

    assertThat(cooldown.remaining()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  @DisplayName("A failure from before a rest that is over counts for nothing")
  void straggler_failsAfterRecovery_isIgnored() {
    long straggler = enter();
    fail(3);
    ticker.advance(REST);
    cooldown.succeeded(enter());
    fail(2);

    cooldown.failed(straggler, Optional.of(Duration.ofMinutes(2)));

    assertThat(cooldown.tryEnter()).isPresent();
  }

  @Test
  @DisplayName("What began before the rest does not pass for its probe, however it ends")
  void straggler_duringProbe_leavesProbeAlone() {
    long abandoned = enter();
    long failed = enter();
    long succeeded = enter();
    fail(3);
    ticker.advance(REST);
    long probe = enter();

    cooldown.abandoned(abandoned);
    assertResting();
    cooldown.failed(failed, Optional.empty());
    assertResting();
    cooldown.succeeded(succeeded);
    assertResting();

    cooldown.succeeded(probe);
    assertThat(cooldown.tryEnter()).isPresent();
  }
}
