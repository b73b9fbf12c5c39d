package io.ticketsense.groq;

import dev.failsafe.RetryPolicy;
import dev.failsafe.event.ExecutionScheduledEvent;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.FailureReason;
import io.ticketsense.groq.Outcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether and when to ask again. Nothing else does. */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final int MAX_ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Asks up to four times, after the pause that each failure brings along. */
  static final RetryPolicy<TriageOutput> POLICY =
      RetryPolicy.<TriageOutput>builder()
          .handleIf(e -> e instanceof AttemptException failed && failed.pause().isPresent())
          .withDelayFnOn(
              context -> context.<AttemptException>getLastException().pause().orElseThrow(),
              AttemptException.class)
          .withMaxRetries(MAX_ATTEMPTS - 1)
          .onRetryScheduled(Retries::log)
          .build();

  private Retries() {}

  /**
   * Returns the pause before the next request: 1, 2, 4 seconds after passing troubles, or longer if
   * the server asks for it; none after an invalid answer, which is given one more chance.
   *
   * @param failure of the last attempt
   * @param attempts all so far, the last included
   * @param deadline of the triage
   * @return empty when asking again is pointless, or the pause would last until the deadline
   */
  static Optional<Duration> pauseAfter(Failure failure, List<Attempt> attempts, Deadline deadline) {
    return pause(failure, attempts).filter(p -> p.compareTo(deadline.remaining()) < 0);
  }

  private static Optional<Duration> pause(Failure failure, List<Attempt> attempts) {
    List<FailureReason> reasons = attempts.stream().flatMap(a -> a.failure().stream()).toList();
    if (failure.reason() == FailureReason.INVALID_OUTPUT) {
      boolean first = reasons.stream().filter(r -> r == FailureReason.INVALID_OUTPUT).count() == 1;
      return first ? Optional.of(Duration.ZERO) : Optional.empty();
    }
    if (!failure.reason().isTransient()) {
      return Optional.empty();
    }
    long earlier = reasons.stream().filter(FailureReason::isTransient).count() - 1;
    Duration backoff = FIRST_PAUSE.multipliedBy(1L << earlier);
    return Optional.of(failure.retryAfter().filter(p -> p.compareTo(backoff) > 0).orElse(backoff));
  }

  private static void log(ExecutionScheduledEvent<TriageOutput> event) {
    LOG.debug("{}; asking again after {}", event.getLastException().getMessage(), event.getDelay());
  }
}
