package io.ticketsense.groq;

import io.ticketsense.domain.Deadline;
import io.ticketsense.groq.Outcome.Failure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides whether and when a triage asks again, and how the next request differs from the last. Not
 * safe for use by several threads; the attempts of a triage follow each other.
 */
final class Plan {

  /** Reserved against the token limit in advance; reasoning counts too, so 1,000 is too few. */
  static final int ANSWER_TOKENS = 1_500;

  /** An answer does not fit into less. */
  static final int MIN_ANSWER_TOKENS = 400;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final double MAX_JITTER = 0.2;
  private static final Duration LONGEST_JITTER = Duration.ofSeconds(1);

  /** How often each remedy is tried in one triage. */
  private static final Map<Remedy, Integer> TRIES =
      Map.of(
          Remedy.RETRY, 3,
          Remedy.REPAIR, 1,
          Remedy.SHRINK_CAP, 1,
          Remedy.RAISE_CAP, 1,
          Remedy.STEP_DOWN, AnswerFormat.values().length - 1);

  private final DoubleSupplier random;
  private final Map<Remedy, Integer> tried = new EnumMap<>(Remedy.class);
  private AnswerFormat format;
  private int answerTokens = ANSWER_TOKENS;
  private Optional<Repair> repair = Optional.empty();

  /**
   * Plans the first request.
   *
   * @param format in which to ask
   * @param random supplies numbers from 0 to 1, so that many callers do not come back together
   */
  Plan(AnswerFormat format, DoubleSupplier random) {
    this.format = format;
    this.random = random;
  }

  AnswerFormat format() {
    return format;
  }

  int answerTokens() {
    return answerTokens;
  }

  Optional<Repair> repair() {
    return repair;
  }

  /**
   * Plans the next request.
   *
   * @return the pause before it; empty when asking again is pointless, or the pause would last
   *     until the deadline
   */
  Optional<Duration> next(Failure failure, Deadline deadline) {
    Remedy remedy = failure.remedy();
    int times = tried.merge(remedy, 1, Integer::sum);
    if (times > TRIES.getOrDefault(remedy, 0) || !change(failure)) {
      return Optional.empty();
    }
    Duration pause =
        remedy == Remedy.RETRY
            ? jittered(failure.retryAfter().orElse(FIRST_PAUSE.multipliedBy(1L << (times - 1))))
            : Duration.ZERO;
    return Optional.of(pause).filter(p -> p.compareTo(deadline.remaining()) < 0);
  }

  /** Changes the next request as the remedy says; returns whether it can be changed at all. */
  private boolean change(Failure failure) {
    switch (failure.remedy()) {
      case REPAIR -> repair = failure.repair();
      case RAISE_CAP -> answerTokens *= 2;
      case SHRINK_CAP -> {
        answerTokens -= failure.excessTokens().orElse(answerTokens / 2);
        return answerTokens >= MIN_ANSWER_TOKENS;
      }
      case STEP_DOWN -> {
        Optional<AnswerFormat> next = format.next();
        next.ifPresent(f -> format = f);
        return next.isPresent();
      }
      case RETRY, NEXT_MODEL, FAIL -> {}
    }
    return true;
  }

  /** Never shorter, since the server may have named the time. */
  private Duration jittered(Duration pause) {
    Duration jitter =
        Duration.ofNanos((long) (pause.toNanos() * MAX_JITTER * random.getAsDouble()));
    return pause.plus(jitter.compareTo(LONGEST_JITTER) < 0 ? jitter : LONGEST_JITTER);
  }
}
