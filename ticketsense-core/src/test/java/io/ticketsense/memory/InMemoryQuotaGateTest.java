package io.ticketsense.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketsense.contract.QuotaGateContract;
import io.ticketsense.contract.VirtualClock;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Ticker;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.QuotaGate.Limit;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryQuotaGateTest extends QuotaGateContract {

  private final VirtualClock clock = new VirtualClock();

  @Override
  protected QuotaGate gate(Map<Limit, Long> limits) {
    InMemoryQuotaGate.Builder builder =
        InMemoryQuotaGate.builder().ticker(clock).timer(clock::after);
    limits.forEach(builder::limit);
    return builder.build();
  }

  @Override
  protected Ticker ticker() {
    return clock;
  }

  @Override
  protected void advance(Duration time) {
    clock.advance(time);
  }

  @Test
  @DisplayName("A limit below one request is no limit to keep")
  void limit_belowOne_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryQuotaGate.builder().limit(Limit.REQUESTS_PER_DAY, 0));
  }

  @Test
  @DisplayName("Once a day's limit is spent, bulk work is held off for hours and people are not")
  void acquire_dailyLimitSpent_isClosedToBulk() {
    QuotaGate gate = gate(Map.of(Limit.REQUESTS_PER_DAY, 1_000L));
    Deadline deadline = Deadline.after(Duration.ofDays(2), clock);
    for (int i = 0; i < 1_000; i++) {
      gate.acquire(1, Lane.BULK, deadline).join().used(1);
    }

    var late =
        gate.acquire(1, Lane.BULK, Deadline.after(Duration.ofMinutes(5), clock))
            .handle((permit, failure) -> failure);
    var bulk = gate.acquire(1, Lane.BULK, deadline);
    clock.advance(Duration.ofMinutes(3));
    var person = gate.acquire(1, Lane.INTERACTIVE, deadline);

    assertThat(person).isCompleted();
    assertThat(bulk).isNotDone();
    assertThat(late.join())
        .isInstanceOfSatisfying(
            TriageFailedException.class,
            failure ->
                assertThat(failure.retryAfter().orElseThrow())
                    .isBetween(Duration.ofMinutes(140), Duration.ofMinutes(145)));
    clock.advance(Duration.ofMinutes(150));
    assertThat(bulk).isCompleted();
  }

  @Test
  @DisplayName("What is reserved and about to come back does not count as a day's limit spent")
  void acquire_reservationsUnderWay_waitsForThem() {
    QuotaGate gate = gate(Map.of(Limit.TOKENS_PER_DAY, 10_000L));
    Deadline deadline = Deadline.after(Duration.ofMinutes(1), clock);
    var first = gate.acquire(6_000, Lane.BULK, deadline).join();
    var second = gate.acquire(6_000, Lane.BULK, deadline);
    assertThat(second).isNotDone();

    first.used(1_000);

    assertThat(second).isCompleted();
  }

  @Test
  @DisplayName("Alarms do not become ever more, however often the order of things changes")
  void acquire_muchTraffic_setsFewAlarms() {
    AtomicInteger alarms = new AtomicInteger();
    QuotaGate gate =
        InMemoryQuotaGate.builder()
            .ticker(clock)
            .timer(
                (delay, action) -> {
                  alarms.incrementAndGet();
                  clock.after(delay, action);
                })
            .limit(Limit.REQUESTS_PER_MINUTE, 30)
            .limit(Limit.TOKENS_PER_MINUTE, 8_000)
            .build();
    Provider provider = new Provider(true);
    for (int i = 0; i < 4; i++) {
      callForEver(gate, provider, 1_100, 1_500, new Random(i));
    }

    clock.advance(Duration.ofHours(1));

    assertThat(provider.admitted).isGreaterThan(400);
    assertThat(alarms.get()).isLessThan((int) (3 * provider.admitted));
  }

  @Test
  @DisplayName("On the clock of the machine the turn comes too")
  void acquire_realClock_completes() {
    QuotaGate gate = InMemoryQuotaGate.builder().limit(Limit.REQUESTS_PER_MINUTE, 6_000).build();
    Deadline deadline = Deadline.after(Duration.ofSeconds(30), Ticker.system());
    for (int i = 0; i < 10; i++) {
      assertThat(gate.acquire(1, Lane.BULK, deadline).join()).isNotNull();
    }
  }

  /**
   * A provider that takes prompt and answer limit from a bucket before it answers, and gives back
   * what the answer did not need, or not.
   */
  private final class Provider {

    private static final double REQUESTS_PER_NANO = 30 / 60e9;
    private static final double TOKENS_PER_NANO = 8_000 / 60e9;

    private final boolean givesBack;
    private double requests = 30;
    private double tokens = 8_000;
    private long lastNanos = clock.nanos();
    private int refused;
    private long admitted;
    private double tokensCharged;

    Provider(boolean givesBack) {
      this.givesBack = givesBack;
    }

    boolean admit(long reserved) {
      refill();
      if (requests < 1 || tokens < reserved) {
        refused++;
        return false;
      }
      requests--;
      tokens -= reserved;
      tokensCharged += reserved;
      admitted++;
      return true;
    }

    void answered(long reserved, long used) {
      refill();
      if (givesBack) {
        tokens = Math.min(8_000, tokens + reserved - used);
        tokensCharged -= reserved - used;
      }
    }

    Duration untilRoomFor(long reserved) {
      return Duration.ofNanos((long) (Math.max(0, reserved - tokens) / TOKENS_PER_NANO) + 1);
    }

    long tokensLeft() {
      return (long) tokens;
    }

    private void refill() {
      long elapsed = clock.nanos() - lastNanos;
      lastNanos = clock.nanos();
      requests = Math.min(30, requests + REQUESTS_PER_NANO * elapsed);
      tokens = Math.min(8_000, tokens + TOKENS_PER_NANO * elapsed);
    }
  }

  private void callForEver(QuotaGate gate, Provider provider, long used, long cap, Random random) {
    long reserved = used + cap;
    Deadline deadline = Deadline.after(Duration.ofHours(9), clock);
    var unused =
        gate.acquire(reserved, Lane.BULK, deadline)
            .thenAccept(
                permit -> {
                  boolean admitted = provider.admit(reserved);
                  clock.after(
                      Duration.ofMillis(300 + random.nextInt(2_700)),
                      () -> {
                        if (admitted) {
                          provider.answered(reserved, used);
                          permit.used(used);
                          gate.remaining(Limit.TOKENS_PER_MINUTE, provider.tokensLeft());
                        } else {
                          permit.used(0);
                          gate.pause(provider.untilRoomFor(reserved));
                        }
                        callForEver(gate, provider, used, cap, random);
                      });
                });
  }

  @ParameterizedTest(name = "gives unused tokens back: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("Four callers are never refused and use 95 % of what tokens allow")
  void acquire_tokensAreShort_usesTheQuotaWithoutRefusals(boolean givesBack) {
    Provider provider = new Provider(givesBack);
    QuotaGate gate = gate(Map.of(Limit.REQUESTS_PER_MINUTE, 30L, Limit.TOKENS_PER_MINUTE, 8_000L));
    Random random = new Random(1);
    for (int i = 0; i < 4; i++) {
      callForEver(gate, provider, 1_100, 1_500, random);
    }

    clock.advance(Duration.ofMinutes(30));

    assertThat(provider.refused).isZero();
    assertThat(provider.tokensCharged).isGreaterThan(0.95 * 30 * 8_000);
  }

  @Test
  @DisplayName("Four callers are never refused and use 95 % of the requests allowed")
  void acquire_requestsAreShort_usesTheQuotaWithoutRefusals() {
    Provider provider = new Provider(true);
    QuotaGate gate = gate(Map.of(Limit.REQUESTS_PER_MINUTE, 30L, Limit.TOKENS_PER_MINUTE, 8_000L));
    Random random = new Random(2);
    for (int i = 0; i < 4; i++) {
      callForEver(gate, provider, 100, 100, random);
    }

    clock.advance(Duration.ofMinutes(30));

    assertThat(provider.refused).isZero();
    assertThat(provider.admitted).isGreaterThan((long) (0.95 * 30 * 30));
  }
}
