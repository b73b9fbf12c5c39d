package io.ticketsense.contract;

import static io.ticketsense.port.QuotaGate.Limit.REQUESTS_PER_DAY;
import static io.ticketsense.port.QuotaGate.Limit.REQUESTS_PER_MINUTE;
import static io.ticketsense.port.QuotaGate.Limit.TOKENS_PER_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Ticker;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.QuotaGate.Limit;
import io.ticketsense.port.QuotaGate.Permit;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link QuotaGate} promises, on a clock that the test moves. */
public abstract class QuotaGateContract {

  private static final Duration PATIENT = Duration.ofHours(1);

  /**
   * Makes a gate on which nothing is reserved.
   *
   * @param limits as a provider states them; may be empty
   * @return a gate of its own, on the clock of {@link #ticker}
   */
  protected abstract QuotaGate gate(Map<Limit, Long> limits);

  /**
   * Returns the clock of the gates.
   *
   * @return a clock that stands still but for {@link #advance}
   */
  protected abstract Ticker ticker();

  /**
   * Lets time pass, and lets through whose turn has come until then.
   *
   * @param time how much
   */
  protected abstract void advance(Duration time);

  private CompletableFuture<Permit> acquire(QuotaGate gate, long tokens, Lane lane) {
    return gate.acquire(tokens, lane, Deadline.after(PATIENT, ticker()));
  }

  private CompletableFuture<Permit> acquire(QuotaGate gate) {
    return acquire(gate, 1, Lane.INTERACTIVE);
  }

  private static TriageFailedException failure(CompletableFuture<Permit> turn) {
    assertThat(turn).isCompletedExceptionally();
    Throwable cause = catchThrowableOfType(CompletionException.class, turn::join).getCause();
    assertThat(cause).isInstanceOf(TriageFailedException.class);
    return (TriageFailedException) cause;
  }

  @Test
  @DisplayName("A gate without limits lets everybody through at once")
  final void acquire_noLimits_isAtOnce() {
    QuotaGate gate = gate(Map.of());
    for (int i = 0; i < 1_000; i++) {
      assertThat(acquire(gate, 1_000_000, Lane.BULK)).isCompleted();
    }
  }

  @Test
  @DisplayName("The first request goes at once, even one that is larger than all limits")
  final void acquire_first_isAtOnce() {
    assertThat(acquire(gate(Map.of(REQUESTS_PER_MINUTE, 1L)))).isCompleted();
    assertThat(acquire(gate(Map.of(TOKENS_PER_MINUTE, 100L)), 10_000, Lane.BULK)).isCompleted();
  }

  @Test
  @DisplayName("In no minute are there more requests than the limit, and hardly fewer")
  final void acquire_manyRequests_keepToTheLimitPerMinute() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_MINUTE, 30L));
    List<Long> granted = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 400; i++) {
      var unused = acquire(gate).thenRun(() -> granted.add(ticker().nanos()));
    }
    advance(Duration.ofMinutes(10));

    for (int i = 30; i < granted.size(); i++) {
      assertThat(granted.get(i) - granted.get(i - 30))
          .as("from request %s to %s", i - 30, i)
          .isGreaterThan(Duration.ofMinutes(1).toNanos());
    }
    assertThat(granted).hasSizeBetween(290, 300);
  }

  @Test
  @DisplayName("Of tokens there are never more than the limit has refilled")
  final void acquire_manyTokens_keepToTheLimitPerMinute() {
    QuotaGate gate = gate(Map.of(TOKENS_PER_MINUTE, 8_000L));
    List<Long> granted = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 100; i++) {
      var unused = acquire(gate, 2_000, Lane.BULK).thenRun(() -> granted.add(ticker().nanos()));
    }
    advance(Duration.ofMinutes(10));

    assertThat(granted).hasSizeBetween(38, 41);
  }

  @Test
  @DisplayName("Tokens that were reserved and not used are free for the next")
  final void used_less_letsTheNextGoEarlier() {
    QuotaGate gate = gate(Map.of(TOKENS_PER_MINUTE, 6_000L));
    Permit first = acquire(gate, 3_000, Lane.BULK).join();
    CompletableFuture<Permit> second = acquire(gate, 3_000, Lane.BULK);
    advance(Duration.ofSeconds(5));
    assertThat(second).isNotDone();

    first.used(500);
    first.used(0); // Only the first report counts.
    first.unused();
    advance(Duration.ofSeconds(1));

    assertThat(second).isCompleted();
    assertThat(acquire(gate, 3_000, Lane.BULK)).isNotDone();
  }

  @Test
  @DisplayName("Tokens that were used beyond the reservation are paid for by waiting")
  final void used_more_letsTheNextGoLater() {
    QuotaGate gate = gate(Map.of(TOKENS_PER_MINUTE, 6_000L));
    Permit first = acquire(gate, 600, Lane.BULK).join();
    CompletableFuture<Permit> second = acquire(gate, 600, Lane.BULK);

    first.used(6_600);
    advance(Duration.ofSeconds(50));

    assertThat(second).isNotDone();
    advance(Duration.ofSeconds(20));
    assertThat(second).isCompleted();
  }

  @Test
  @DisplayName("A request that was not sent takes nothing from the quota")
  final void unused_always_freesTheRequest() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_MINUTE, 1L));
    Permit first = acquire(gate).join();
    CompletableFuture<Permit> second = acquire(gate);
    assertThat(second).isNotDone();

    first.unused();

    assertThat(second).isCompleted();
  }

  @Test
  @DisplayName("Interactive requests go before bulk ones, within a lane in order of arrival")
  final void acquire_lanes_interactiveFirst() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_MINUTE, 60L));
    acquire(gate).join();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    for (String name : List.of("bulk 1", "bulk 2", "person 1", "bulk 3", "person 2")) {
      Lane lane = name.startsWith("bulk") ? Lane.BULK : Lane.INTERACTIVE;
      var unused = acquire(gate, 1, lane).thenRun(() -> order.add(name));
    }

    advance(Duration.ofSeconds(30));

    assertThat(order).containsExactly("person 1", "person 2", "bulk 1", "bulk 2", "bulk 3");
  }

  @Test
  @DisplayName("Who would wait beyond the deadline is told at once when to come back")
  final void acquire_waitBeyondDeadline_failsAtOnce() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_MINUTE, 1L));
    acquire(gate).join();

    TriageFailedException failure =
        failure(gate.acquire(1, Lane.BULK, Deadline.after(Duration.ofSeconds(30), ticker())));

    assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_QUOTA);
    assertThat(failure.attempts()).isEmpty();
    assertThat(failure.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(55), Duration.ofSeconds(65));
  }

  @Test
  @DisplayName("Who is overtaken until the deadline is out of reach is told so")
  final void acquire_overtaken_fails() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_MINUTE, 60L));
    acquire(gate).join();
    CompletableFuture<Permit> bulk =
        gate.acquire(1, Lane.BULK, Deadline.after(Duration.ofSeconds(3), ticker()));
    assertThat(bulk).isNotDone();

    for (int i = 0; i < 5; i++) {
      assertThat(acquire(gate)).isNotDone();
    }

    assertThat(failure(bulk).reason()).isEqualTo(FailureReason.OUT_OF_QUOTA);
  }

  @Test
  @DisplayName("Who cancels gives up the place, and what was asked for stays free")
  final void cancel_waiting_letsTheNextGo() {
    QuotaGate gate = gate(Map.of(TOKENS_PER_MINUTE, 6_000L));
    acquire(gate, 5_000, Lane.BULK).join();
    CompletableFuture<Permit> large = acquire(gate, 5_000, Lane.INTERACTIVE);
    CompletableFuture<Permit> small = acquire(gate, 10, Lane.INTERACTIVE);
    assertThat(large).isNotDone();
    assertThat(small).isNotDone();

    large.cancel(true);

    assertThat(small).isCompleted();
  }

  @Test
  @DisplayName("A pause stops everybody; the one that ends later counts")
  final void pause_always_stopsEverybody() {
    QuotaGate gate = gate(Map.of());
    gate.pause(Duration.ofSeconds(10));
    gate.pause(Duration.ofSeconds(2));
    CompletableFuture<Permit> waiting = acquire(gate);
    TriageFailedException inVain =
        failure(gate.acquire(1, Lane.BULK, Deadline.after(Duration.ofSeconds(5), ticker())));

    advance(Duration.ofMillis(9_900));
    assertThat(waiting).isNotDone();
    advance(Duration.ofMillis(100));

    assertThat(waiting).isCompleted();
    assertThat(inVain.retryAfter()).contains(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("A pause turns away those who would now wait beyond their deadline")
  final void pause_beyondDeadline_failsWhoWaits() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_MINUTE, 60L));
    acquire(gate).join();
    CompletableFuture<Permit> waiting =
        gate.acquire(1, Lane.BULK, Deadline.after(Duration.ofSeconds(30), ticker()));
    assertThat(waiting).isNotDone();

    gate.pause(Duration.ofMinutes(10));

    assertThat(failure(waiting).retryAfter().orElseThrow())
        .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
  }

  @Test
  @DisplayName("What the provider says is left counts when it is less, never when it is more")
  final void remaining_less_counts() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_DAY, 1_000L));
    gate.remaining(REQUESTS_PER_DAY, 2);
    gate.remaining(REQUESTS_PER_DAY, 900);
    gate.remaining(TOKENS_PER_MINUTE, 0); // Not kept here.

    assertThat(acquire(gate)).isCompleted();
    assertThat(acquire(gate)).isCompleted();
    assertThat(acquire(gate)).isNotDone();
  }

  @Test
  @DisplayName("A limit that the provider names last is kept, but none above the host's")
  final void allowed_unknownOrLower_isKept() {
    QuotaGate gate = gate(Map.of());
    gate.allowed(REQUESTS_PER_DAY, 1_000);
    gate.allowed(REQUESTS_PER_DAY, 2);
    assertThat(acquire(gate)).isCompleted();
    assertThat(acquire(gate)).isCompleted();
    assertThat(failure(acquire(gate)).reason()).isEqualTo(FailureReason.OUT_OF_QUOTA);

    QuotaGate lowered = gate(Map.of(REQUESTS_PER_MINUTE, 6_000L));
    lowered.allowed(REQUESTS_PER_MINUTE, 1);
    lowered.allowed(REQUESTS_PER_MINUTE, 60);
    assertThat(grantedInHalfAMinute(lowered)).isBetween(28L, 32L);

    QuotaGate set = gate(Map.of(REQUESTS_PER_MINUTE, 60L));
    set.allowed(REQUESTS_PER_MINUTE, 6_000);
    assertThat(grantedInHalfAMinute(set)).isBetween(28L, 32L);
  }

  private long grantedInHalfAMinute(QuotaGate gate) {
    List<CompletableFuture<Permit>> turns =
        IntStream.range(0, 100).mapToObj(i -> acquire(gate)).toList();
    advance(Duration.ofSeconds(30));
    return turns.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  @DisplayName("A limit per day may be spent at once, and is refilled over the day")
  final void acquire_dailyLimit_mayBeSpentAtOnce() {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_DAY, 100L));
    for (int i = 0; i < 100; i++) {
      assertThat(acquire(gate)).isCompleted();
    }
    assertThat(acquire(gate)).isNotDone();
    advance(Duration.ofMinutes(15));

    TriageFailedException failure =
        failure(gate.acquire(1, Lane.BULK, Deadline.after(Duration.ofMinutes(1), ticker())));
    assertThat(failure.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  @DisplayName("Of many callers at once exactly as many get through as there is room for")
  final void acquire_concurrently_neverExceedsTheLimit() throws Exception {
    QuotaGate gate = gate(Map.of(REQUESTS_PER_DAY, 500L));

    List<Integer> granted =
        Threads.together(50, i -> (int) IntStream.range(0, 40).filter(n -> isNext(gate)).count());
    int left = (int) IntStream.range(0, 600).takeWhile(n -> isNext(gate)).count();

    assertThat(granted.stream().mapToInt(Integer::intValue).sum() + left).isEqualTo(500);
  }

  /** Takes a turn, or leaves if it is not at once. */
  private boolean isNext(QuotaGate gate) {
    CompletableFuture<Permit> turn = acquire(gate);
    return (turn.isDone() || !turn.cancel(false)) && !turn.isCompletedExceptionally();
  }
}
