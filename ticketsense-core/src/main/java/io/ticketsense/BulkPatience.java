package io.ticketsense;

import io.ticketsense.domain.Ticker;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;

/**
 * Decides what a bulk run does about a ticket that was not triaged: a quota that is short or a
 * model that is down is waited for, a ticket that fails while others succeed is given up after some
 * tries, and a run that gets nowhere is stopped. Safe for all threads.
 */
final class BulkPatience {

  /** How often a ticket is tried before it is given up or put off to the end. */
  private static final int TRIES = 3;

  /** How many tickets in a row have to fail until it is not they who are to blame. */
  private static final int TICKETS_OF_AN_OUTAGE = 3;

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A place in the queue for a quota may come free earlier than foretold. */
  private static final Duration LONGEST_PAUSE_FOR_TURN = Duration.ofSeconds(10);

  /** What to do next. */
  enum Action {
    /** Try the ticket again after a pause. */
    TRY_AGAIN,
    /** Try the ticket again when all others are done. */
    PUT_OFF,
    /** Go on without the ticket. */
    GIVE_UP,
    /** Going on is pointless. */
    STOP_RUN
  }

  /**
   * What to do next.
   *
   * @param pause before trying again
   */
  record Advice(Action action, Duration pause) {

    static Advice of(Action action) {
      return new Advice(action, Duration.ZERO);
    }
  }

  private final Duration maxWait;
  private final Duration timeout;
  private final Ticker ticker;

  // All guarded by this: nothing here waits.
  private long successes;
  private int ticketsFailedInRow;
  private long lastSuccessNanos;

  /**
   * Creates one for a run.
   *
   * @param maxWait how long to wait without a ticket triaged meanwhile
   * @param timeout of one triage
   * @param ticker measures time
   */
  BulkPatience(Duration maxWait, Duration timeout, Ticker ticker) {
    this.maxWait = maxWait;
    this.timeout = timeout;
    this.ticker = ticker;
    this.lastSuccessNanos = ticker.nanos();
  }

  /** Returns how many tickets were triaged so far. */
  synchronized long successes() {
    return successes;
  }

  synchronized void succeeded() {
    successes++;
    ticketsFailedInRow = 0;
    lastSuccessNanos = ticker.nanos();
  }

  /** Tells whether a failure is no try: no model was asked, or one said when to come back. */
  static boolean isTurnedAway(TriageFailedException failure) {
    return failure.retryAfter().isPresent()
        && failure.reason().isTransient()
        && (failure.reason() == FailureReason.RATE_LIMITED || failure.attempts().isEmpty());
  }

  /**
   * Judges a failure.
   *
   * @param failure of the last try
   * @param tries of this ticket, the last one included
   * @param successesBefore how many tickets had been triaged when the last try began
   * @param isPutOff whether the ticket had been put off
   */
  synchronized Advice judge(
      TriageFailedException failure, int tries, long successesBefore, boolean isPutOff) {
    if (failure.reason() == FailureReason.UNAUTHENTICATED) {
      return Advice.of(Action.STOP_RUN);
    }
    if (isTurnedAway(failure)) {
      Duration wait = failure.retryAfter().orElse(SHORTEST_PAUSE);
      // The queue before this ticket may be as long as a timeout, and is no lack of progress.
      return tryAgain(wait.minus(timeout), shorter(wait, LONGEST_PAUSE_FOR_TURN));
    }
    if (!concernsAll(failure)) {
      return Advice.of(Action.GIVE_UP);
    }
    ticketsFailedInRow += tries == 1 ? 1 : 0;
    boolean isOutage = ticketsFailedInRow >= TICKETS_OF_AN_OUTAGE;
    if (successes == 0 && isOutage) {
      return Advice.of(Action.STOP_RUN);
    }
    if (!failure.reason().isTransient()) {
      return Advice.of(Action.GIVE_UP);
    }
    if (tries >= TRIES) {
      if (successes > successesBefore) {
        return Advice.of(Action.GIVE_UP);
      }
      if (!isOutage) {
        return Advice.of(isPutOff ? Action.GIVE_UP : Action.PUT_OFF);
      }
    }
    Duration pause = failure.retryAfter().orElse(backoff());
    return tryAgain(pause, pause);
  }

  /** The longer nothing has succeeded, the longer the pause; what is back soon is soon used. */
  private Duration backoff() {
    Duration pause = idle().dividedBy(4);
    return shorter(pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE, LONGEST_PAUSE);
  }

  private Duration idle() {
    return Duration.ofNanos(ticker.nanos() - lastSuccessNanos);
  }

  private Advice tryAgain(Duration wait, Duration pause) {
    return idle().plus(wait).compareTo(maxWait) > 0
        ? Advice.of(Action.STOP_RUN)
        : new Advice(Action.TRY_AGAIN, pause);
  }

  /** Tells whether the next ticket is likely to fail in the same way. */
  private static boolean concernsAll(TriageFailedException failure) {
    return switch (failure.reason()) {
      case RATE_LIMITED, OUT_OF_QUOTA, TIMEOUT, UNAVAILABLE -> true;
      case MODEL_NOT_FOUND, FORBIDDEN, UNAUTHENTICATED -> true;
      case INVALID_OUTPUT, REJECTED, INTERNAL, CANCELLED -> false;
    };
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
