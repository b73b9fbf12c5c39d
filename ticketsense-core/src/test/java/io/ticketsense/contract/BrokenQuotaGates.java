package io.ticketsense.contract;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.error.FailureReason;
import io.ticketsense.memory.InMemoryQuotaGate;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.QuotaGate.Limit;
import io.ticketsense.port.QuotaGate.Permit;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Gates that each break one promise. */
final class BrokenQuotaGates {

  private static final Duration EVER = Duration.ofDays(300);

  private BrokenQuotaGates() {}

  /** Makes gates of one kind. */
  @FunctionalInterface
  interface Kind {

    QuotaGate gate(Map<Limit, Long> limits, VirtualClock clock);
  }

  static QuotaGate good(Map<Limit, Long> limits, VirtualClock clock) {
    InMemoryQuotaGate.Builder builder =
        InMemoryQuotaGate.builder().ticker(clock).timer(clock::after);
    limits.forEach(builder::limit);
    return builder.build();
  }

  /** Does what a good gate does, but for what a subclass spoils. */
  static class Spoiled implements QuotaGate {

    final Map<Limit, Long> limits;
    final VirtualClock clock;
    final Map<Limit, Long> lowestAllowed = new EnumMap<>(Limit.class);
    QuotaGate good;

    Spoiled(Map<Limit, Long> limits, VirtualClock clock) {
      this.limits = limits;
      this.clock = clock;
      this.good = good(limits, clock);
    }

    @Override
    public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
      return good.acquire(tokens, lane, deadline);
    }

    @Override
    public void allowed(Limit limit, long amount) {
      good.allowed(limit, amount);
    }

    @Override
    public void remaining(Limit limit, long amount) {
      good.remaining(limit, amount);
    }

    @Override
    public void pause(Duration duration) {
      good.pause(duration);
    }

    final Deadline never() {
      return Deadline.after(EVER, clock);
    }

    /** Takes something for the whole truth, also where a good gate knows better. */
    final void believe(Limit limit, long amount) {
      Map<Limit, Long> changed = new EnumMap<>(Limit.class);
      changed.putAll(limits);
      changed.put(limit, amount);
      good = good(changed, clock);
    }
  }

  /** Spoils how turns are taken. */
  private static Broken<Kind> acquiring(String caughtBy, String how, Acquire spoiled) {
    return new Broken<>(
        caughtBy,
        how,
        () ->
            (limits, clock) ->
                new Spoiled(limits, clock) {
                  @Override
                  public CompletableFuture<Permit> acquire(
                      long tokens, Lane lane, Deadline deadline) {
                    return spoiled.acquire(this, tokens, lane, deadline);
                  }
                });
  }

  /** Takes a turn at a good gate, in a bad way. */
  @FunctionalInterface
  private interface Acquire {

    CompletableFuture<Permit> acquire(Spoiled gate, long tokens, Lane lane, Deadline deadline);
  }

  /** Keeps other limits than it was given. */
  private static Broken<Kind> keeping(
      String caughtBy, String how, UnaryOperator<Map<Limit, Long>> spoil) {
    return new Broken<>(
        caughtBy, how, () -> (limits, clock) -> new Spoiled(spoil.apply(limits), clock));
  }

  private static Map<Limit, Long> times(Map<Limit, Long> limits, double factor) {
    Map<Limit, Long> changed = new EnumMap<>(Limit.class);
    limits.forEach((limit, amount) -> changed.put(limit, (long) (amount * factor)));
    return changed;
  }

  /** Reports what was used of so many reserved tokens in a bad way. */
  @FunctionalInterface
  private interface Use {

    void used(Permit permit, long reserved, long tokens);
  }

  private static Broken<Kind> using(String caughtBy, String how, Use spoiled) {
    return acquiring(
        caughtBy,
        how,
        (gate, tokens, lane, deadline) ->
            gate.good
                .acquire(tokens, lane, deadline)
                .thenApply(
                    permit ->
                        new Permit() {
                          @Override
                          public void used(long used) {
                            spoiled.used(permit, tokens, used);
                          }

                          @Override
                          public void unused() {
                            permit.unused();
                          }
                        }));
  }

  private static CompletableFuture<Permit> refusal(Optional<Duration> retryAfter) {
    return CompletableFuture.failedFuture(
        new TriageFailedException(FailureReason.OUT_OF_QUOTA, "No room", List.of(), retryAfter));
  }

  /** Looks at the deadline when somebody comes, and never again. */
  private static CompletableFuture<Permit> deadlineOnArrival(
      Spoiled gate, long tokens, Lane lane, Deadline deadline) {
    CompletableFuture<Permit> turn = gate.good.acquire(tokens, lane, deadline);
    return turn.isDone() || !turn.cancel(true)
        ? turn
        : gate.good.acquire(tokens, lane, gate.never());
  }

  private static final class NoPermit implements Permit {

    @Override
    public void used(long tokens) {}

    @Override
    public void unused() {}
  }

  static List<Broken<Kind>> all() {
    return List.of(
        keeping(
            "acquire_noLimits_isAtOnce",
            "has a limit that nobody set",
            limits -> limits.isEmpty() ? Map.of(Limit.REQUESTS_PER_DAY, 500L) : limits),
        acquiring(
            "acquire_first_isAtOnce",
            "refuses what is larger than a limit",
            (gate, tokens, lane, deadline) ->
                tokens > gate.limits.getOrDefault(Limit.TOKENS_PER_MINUTE, Long.MAX_VALUE)
                    ? refusal(Optional.of(Duration.ofMinutes(1)))
                    : gate.good.acquire(tokens, lane, deadline)),
        keeping(
            "acquire_manyRequests_keepToTheLimitPerMinute",
            "goes a tenth beyond the limit",
            limits -> times(limits, 1.1)),
        keeping(
            "acquire_manyRequests_keepToTheLimitPerMinute",
            "leaves a tenth of the limit unused",
            limits -> times(limits, 0.9)),
        acquiring(
            "acquire_manyTokens_keepToTheLimitPerMinute",
            "counts requests and no tokens",
            (gate, tokens, lane, deadline) -> gate.good.acquire(1, lane, deadline)),
        acquiring(
            "acquire_manyTokens_keepToTheLimitPerMinute",
            "reserves twice what was asked for",
            (gate, tokens, lane, deadline) -> gate.good.acquire(2 * tokens, lane, deadline)),
        using(
            "used_less_letsTheNextGoEarlier",
            "keeps what was reserved and not used",
            (permit, reserved, used) -> permit.used(Math.max(reserved, used))),
        new Broken<>(
            "used_less_letsTheNextGoEarlier",
            "gives tokens back again at a second report",
            () -> GivingTwice::new),
        using(
            "used_more_letsTheNextGoLater",
            "forgives what was used beyond the reservation",
            (permit, reserved, used) -> permit.used(Math.min(reserved, used))),
        acquiring(
            "unused_always_freesTheRequest",
            "counts what was not sent",
            (gate, tokens, lane, deadline) ->
                gate.good.acquire(tokens, lane, deadline).thenApply(permit -> new NoPermit())),
        acquiring(
            "acquire_lanes_interactiveFirst",
            "knows one lane only",
            (gate, tokens, lane, deadline) -> gate.good.acquire(tokens, Lane.BULK, deadline)),
        new Broken<>(
            "acquire_lanes_interactiveFirst",
            "lets the last one through first",
            () -> LastFirst::new),
        acquiring(
            "acquire_waitBeyondDeadline_failsAtOnce",
            "waits in vain",
            (gate, tokens, lane, deadline) -> gate.good.acquire(tokens, lane, gate.never())),
        acquiring(
            "acquire_waitBeyondDeadline_failsAtOnce",
            "does not say when to come back",
            (gate, tokens, lane, deadline) -> {
              CompletableFuture<Permit> turn = gate.good.acquire(tokens, lane, deadline);
              return turn.isCompletedExceptionally() ? refusal(Optional.empty()) : turn;
            }),
        acquiring(
            "acquire_overtaken_fails",
            "looks at the deadline on arrival only",
            BrokenQuotaGates::deadlineOnArrival),
        acquiring(
            "cancel_waiting_letsTheNextGo",
            "keeps the place of who cancelled",
            (gate, tokens, lane, deadline) ->
                gate.good.acquire(tokens, lane, deadline).thenApply(permit -> permit)),
        new Broken<>(
            "pause_always_stopsEverybody",
            "takes no notice of a pause",
            () ->
                (limits, clock) ->
                    new Spoiled(limits, clock) {
                      @Override
                      public void pause(Duration duration) {}
                    }),
        new Broken<>(
            "pause_always_stopsEverybody",
            "adds pauses up",
            () ->
                (limits, clock) ->
                    new Spoiled(limits, clock) {
                      private Duration sum = Duration.ZERO;

                      @Override
                      public void pause(Duration duration) {
                        sum = sum.plus(duration);
                        good.pause(sum);
                      }
                    }),
        acquiring(
            "pause_beyondDeadline_failsWhoWaits",
            "lets those who wait when a pause begins wait on",
            BrokenQuotaGates::deadlineOnArrival),
        new Broken<>(
            "remaining_less_counts",
            "takes no notice of what is left",
            () ->
                (limits, clock) ->
                    new Spoiled(limits, clock) {
                      @Override
                      public void remaining(Limit limit, long amount) {}
                    }),
        new Broken<>(
            "remaining_less_counts",
            "believes that more is left",
            () ->
                (limits, clock) ->
                    new Spoiled(limits, clock) {
                      @Override
                      public void remaining(Limit limit, long amount) {
                        if (limits.containsKey(limit)) {
                          believe(limit, amount);
                        }
                      }
                    }),
        new Broken<>(
            "remaining_less_counts",
            "stops at a limit that it does not keep",
            () ->
                (limits, clock) ->
                    new Spoiled(limits, clock) {
                      @Override
                      public void remaining(Limit limit, long amount) {
                        if (limits.containsKey(limit)) {
                          good.remaining(limit, amount);
                        } else {
                          good.pause(Duration.ofMinutes(1));
                        }
                      }
                    }),
        allowing("takes no notice of what is allowed", (gate, limit, amount) -> {}),
        allowing(
            "never lets a limit rise again",
            (gate, limit, amount) ->
                gate.good.allowed(limit, gate.lowestAllowed.merge(limit, amount, Math::min))),
        allowing(
            "keeps what was allowed first",
            (gate, limit, amount) -> {
              if (gate.lowestAllowed.putIfAbsent(limit, amount) == null) {
                gate.good.allowed(limit, amount);
              }
            }),
        allowing(
            "does not lower a limit that it has",
            (gate, limit, amount) -> {
              if (!gate.limits.containsKey(limit)) {
                gate.good.allowed(limit, amount);
              }
            }),
        keeping(
            "acquire_dailyLimit_mayBeSpentAtOnce",
            "spreads a day's limit over the minutes",
            limits ->
                Map.of(
                    Limit.REQUESTS_PER_MINUTE,
                    Math.max(1, limits.getOrDefault(Limit.REQUESTS_PER_DAY, 0L) / 1_440))),
        keeping(
            "acquire_dailyLimit_mayBeSpentAtOnce",
            "lets more through than a day's limit",
            limits -> times(limits, 1.1)),
        keeping(
            "acquire_concurrently_neverExceedsTheLimit",
            "lets one fewer through",
            limits -> Map.of(Limit.REQUESTS_PER_DAY, limits.get(Limit.REQUESTS_PER_DAY) - 1)),
        new Broken<>(
            "acquire_concurrently_neverExceedsTheLimit",
            "lets two through on what is left for one",
            () -> Racing::new));
  }

  /** Takes over what is allowed, in a bad way. */
  @FunctionalInterface
  private interface Allow {

    void allowed(Spoiled gate, Limit limit, long amount);
  }

  private static Broken<Kind> allowing(String how, Allow spoiled) {
    return new Broken<>(
        "allowed_unknownOrLower_isKept",
        how,
        () ->
            (limits, clock) ->
                new Spoiled(limits, clock) {
                  @Override
                  public void allowed(Limit limit, long amount) {
                    spoiled.allowed(this, limit, amount);
                  }
                });
  }

  /** Every report of one permit but the first lets somebody through for free. */
  private static final class GivingTwice extends Spoiled {

    private int gifts;

    GivingTwice(Map<Limit, Long> limits, VirtualClock clock) {
      super(limits, clock);
    }

    @Override
    public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
      if (gifts > 0) {
        gifts--;
        return CompletableFuture.completedFuture(new NoPermit());
      }
      CompletableFuture<Permit> turn = good.acquire(tokens, lane, deadline);
      return turn.isDone() ? CompletableFuture.completedFuture(generous(turn.join())) : turn;
    }

    private Permit generous(Permit permit) {
      return new Permit() {
        private int reports;

        @Override
        public void used(long tokens) {
          gifts += reports++ == 0 ? 0 : 1;
          permit.used(tokens);
        }

        @Override
        public void unused() {
          permit.unused();
        }
      };
    }
  }

  /** Lets interactive requests go first, but within a lane the last one. */
  private static final class LastFirst extends Spoiled {

    private final Map<Lane, Deque<CompletableFuture<Permit>>> waiting = new EnumMap<>(Lane.class);

    LastFirst(Map<Limit, Long> limits, VirtualClock clock) {
      super(limits, clock);
    }

    @Override
    public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
      Deque<CompletableFuture<Permit>> stack =
          waiting.computeIfAbsent(lane, unused -> new ArrayDeque<>());
      CompletableFuture<Permit> turn = new CompletableFuture<>();
      stack.push(turn);
      var unused =
          good.acquire(tokens, lane, deadline).thenAccept(permit -> stack.pop().complete(permit));
      return turn;
    }
  }

  /** Looks at what is left and takes of it in two steps. */
  private static final class Racing extends Spoiled {

    private final Broken.Meeting meeting = new Broken.Meeting();
    private final AtomicLong granted = new AtomicLong();

    Racing(Map<Limit, Long> limits, VirtualClock clock) {
      super(limits, clock);
    }

    @Override
    public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
      long before = granted.get();
      if (before == limits.getOrDefault(Limit.REQUESTS_PER_DAY, Long.MAX_VALUE)) {
        return new CompletableFuture<>();
      }
      if (before == 0) {
        meeting.await();
        granted.set(1);
      } else if (!granted.compareAndSet(before, before + 1)) {
        return acquire(tokens, lane, deadline);
      }
      return CompletableFuture.completedFuture(new NoPermit());
    }
  }
}
