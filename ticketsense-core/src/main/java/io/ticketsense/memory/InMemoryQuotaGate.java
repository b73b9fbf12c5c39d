package io.ticketsense.memory;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Ticker;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the quota of one process. It spends limits per minute evenly and keeps 2 % below them; a
 * provider that counts in another way, or a quota that others use too, shows in what {@link
 * #remaining} and {@link #pause} are told.
 *
 * <p>Safe for all threads. Starts no thread of its own and needs no closing.
 */
public final class InMemoryQuotaGate implements QuotaGate {

  /** Runs actions later. */
  @FunctionalInterface
  public interface Timer {

    /**
     * Runs an action once.
     *
     * @param delay from now, zero or more
     * @param action does not block
     */
    void after(Duration delay, Runnable action);
  }

  private static final Timer SYSTEM_TIMER =
      (delay, action) ->
          CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(action);

  private static final class Turn extends CompletableFuture<Permit> {

    private final Lane lane;
    private final long number;
    private final long tokens;
    private final Deadline deadline;

    Turn(Lane lane, long number, long tokens, Deadline deadline) {
      this.lane = lane;
      this.number = number;
      this.tokens = tokens;
      this.deadline = deadline;
    }
  }

  private final Ticker ticker;
  private final Timer timer;

  // All guarded by this: nothing here waits, and nobody else's code is called.
  private final Map<Limit, Allowance> allowances = new EnumMap<>(Limit.class);
  private final TreeSet<Turn> queue =
      new TreeSet<>(
          Comparator.<Turn, Lane>comparing(turn -> turn.lane).thenComparing(turn -> turn.number));
  private long arrivals;
  private long pauseEndNanos;
  private boolean alarmSet;
  private long alarmNanos;

  private InMemoryQuotaGate(Builder builder) {
    this.ticker = builder.ticker;
    this.timer = builder.timer;
    long now = ticker.nanos();
    this.pauseEndNanos = now;
    builder.limits.forEach(
        (limit, amount) -> allowances.put(limit, Allowance.configured(limit, amount, now)));
  }

  /**
   * Starts a gate.
   *
   * @return a builder without any limit; such a gate heeds pauses only
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
    Turn turn;
    synchronized (this) {
      turn = new Turn(lane, arrivals++, tokens, deadline);
      refill();
      allowances.forEach((limit, allowance) -> allowance.expect(cost(limit, 1, tokens)));
      queue.add(turn);
    }
    var unused =
        turn.whenComplete(
            (permit, failure) -> {
              if (turn.isCancelled() && leave(turn)) {
                callNext();
              }
            });
    callNext();
    return turn;
  }

  @Override
  public void allowed(Limit limit, long amount) {
    synchronized (this) {
      Allowance known = allowances.get(limit);
      if (known == null) {
        allowances.put(limit, Allowance.told(limit, amount, ticker.nanos()));
      } else {
        refill();
        known.tell(amount);
      }
    }
    callNext();
  }

  @Override
  public void remaining(Limit limit, long amount) {
    synchronized (this) {
      Allowance allowance = allowances.get(limit);
      if (allowance == null) {
        return;
      }
      refill();
      allowance.lowerTo(amount);
    }
    callNext();
  }

  @Override
  public void pause(Duration duration) {
    synchronized (this) {
      long now = ticker.nanos();
      pauseEndNanos = now + Math.max(pauseEndNanos - now, nanos(duration));
    }
    callNext();
  }

  /** Lets through whose turn it is, turns away who would wait in vain, and looks again later. */
  private void callNext() {
    List<Turn> granted = new ArrayList<>();
    Map<Turn, Duration> refused = new LinkedHashMap<>();
    Optional<Duration> alarm;
    long alarmTime;
    synchronized (this) {
      refill();
      Optional<Turn> first = first();
      while (first.isPresent() && timeUntil(1, first.get().tokens, first.get().lane).isZero()) {
        Turn turn = first.get();
        queue.remove(turn);
        allowances.forEach((limit, allowance) -> allowance.take(cost(limit, 1, turn.tokens)));
        granted.add(turn);
        first = first();
      }
      first
          .filter(turn -> turn.lane == Lane.BULK)
          .ifPresent(
              turn ->
                  allowances.forEach(
                      (limit, allowance) ->
                          allowance.closeUnlessEnough(cost(limit, 1, turn.tokens))));
      turnAway(refused);
      alarm = first().map(turn -> timeUntil(1, turn.tokens, turn.lane)).filter(this::isEarlier);
      alarm.ifPresent(
          delay -> {
            alarmSet = true;
            alarmNanos = ticker.nanos() + delay.toNanos();
          });
      alarmTime = alarmNanos;
    }
    granted.forEach(
        turn -> {
          Permit permit = new GatePermit(turn.tokens);
          if (!turn.complete(permit)) {
            permit.unused();
          }
        });
    refused.forEach((turn, wait) -> turn.completeExceptionally(refusal(wait)));
    alarm.ifPresent(delay -> timer.after(delay, () -> alarm(alarmTime)));
  }

  /** One that an earlier one has replaced is ignored, or they would become ever more. */
  private void alarm(long time) {
    synchronized (this) {
      if (!alarmSet || alarmNanos != time) {
        return;
      }
      alarmSet = false;
    }
    callNext();
  }

  private boolean isEarlier(Duration delay) {
    return !alarmSet || ticker.nanos() + delay.toNanos() - alarmNanos < 0;
  }

  private void turnAway(Map<Turn, Duration> refused) {
    long requests = 1;
    long tokens = 0;
    for (Iterator<Turn> turns = queue.iterator(); turns.hasNext(); ) {
      Turn turn = turns.next();
      Duration wait = timeUntil(requests, tokens + turn.tokens, turn.lane);
      if (wait.compareTo(turn.deadline.remaining()) >= 0) {
        refused.put(turn, wait);
        turns.remove();
      } else {
        requests++;
        tokens += turn.tokens;
      }
    }
  }

  private synchronized boolean leave(Turn turn) {
    return queue.remove(turn);
  }

  private Optional<Turn> first() {
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first());
  }

  private void refill() {
    long now = ticker.nanos();
    allowances.values().forEach(allowance -> allowance.refill(now));
  }

  private Duration timeUntil(long requests, long tokens, Lane lane) {
    Duration longest = Duration.ofNanos(Math.max(0, pauseEndNanos - ticker.nanos()));
    for (Map.Entry<Limit, Allowance> entry : allowances.entrySet()) {
      Duration wait = entry.getValue().timeUntil(cost(entry.getKey(), requests, tokens), lane);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  private static long cost(Limit limit, long requests, long tokens) {
    return switch (limit) {
      case REQUESTS_PER_MINUTE, REQUESTS_PER_DAY -> requests;
      case TOKENS_PER_MINUTE, TOKENS_PER_DAY -> tokens;
    };
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) < 0
        ? duration.toNanos()
        : Duration.ofDays(365).toNanos();
  }

  private static TriageFailedException refusal(Duration wait) {
    return new TriageFailedException(
        FailureReason.OUT_OF_QUOTA,
        "The quota has no room before the deadline, only in " + wait.toSeconds() + " s",
        List.of(),
        Optional.of(wait));
  }

  private final class GatePermit implements Permit {

    private final long tokens;
    private boolean handedBack; // Guarded by the gate.

    GatePermit(long tokens) {
      this.tokens = tokens;
    }

    @Override
    public void used(long used) {
      settle(1, used);
    }

    @Override
    public void unused() {
      settle(0, 0);
    }

    private void settle(long requests, long used) {
      synchronized (InMemoryQuotaGate.this) {
        if (handedBack) {
          return;
        }
        handedBack = true;
        refill();
        allowances.forEach(
            (limit, allowance) ->
                allowance.settle(cost(limit, 1, tokens), cost(limit, requests, used)));
      }
      callNext();
    }
  }

  /** Wires an {@link InMemoryQuotaGate}. Not safe for use by several threads. */
  public static final class Builder {

    private final Map<Limit, Long> limits = new EnumMap<>(Limit.class);
    private Ticker ticker = Ticker.system();
    private Timer timer = SYSTEM_TIMER;

    private Builder() {}

    /**
     * Sets a limit, as the provider states it.
     *
     * @param limit which one
     * @param amount requests or tokens, at least 1
     * @return this builder
     * @throws IllegalArgumentException if the amount is below 1
     */
    public Builder limit(Limit limit, long amount) {
      if (amount < 1) {
        throw new IllegalArgumentException("A limit must be at least 1");
      }
      limits.put(limit, amount);
      return this;
    }

    /**
     * Chooses what measures time, for tests.
     *
     * @param ticker by default {@link Ticker#system()}
     * @return this builder
     */
    public Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /**
     * Chooses what wakes those who wait, for tests.
     *
     * @param timer by default that of {@link CompletableFuture}
     * @return this builder
     */
    public Builder timer(Timer timer) {
      this.timer = timer;
      return this;
    }

    /**
     * Builds the gate; the builder may be used further.
     *
     * @return a gate on which nothing has been reserved
     */
    public InMemoryQuotaGate build() {
      return new InMemoryQuotaGate(this);
    }
  }
}
