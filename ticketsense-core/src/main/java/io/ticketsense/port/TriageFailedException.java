package io.ticketsense.port;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.TicketSenseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model, or every model of a chain, gave no valid triage. */
public final class TriageFailedException extends TicketSenseException {

  private final FailureReason reason;
  private final transient @Nullable List<Attempt> attempts;
  private final @Nullable Duration retryAfter;

  /**
   * Creates an exception for a failure after which no better time to come back is known.
   *
   * @param reason why there is no triage
   * @param message what happened, free of ticket text and secrets
   * @param attempts every request made, in order
   */
  public TriageFailedException(FailureReason reason, String message, List<Attempt> attempts) {
    this(reason, message, attempts, Optional.empty());
  }

  /**
   * Creates an exception.
   *
   * @param reason why there is no triage
   * @param message what happened, free of ticket text and secrets
   * @param attempts every request made, in order
   * @param retryAfter time from now before which asking again is pointless; empty when unknown
   */
  public TriageFailedException(
      FailureReason reason, String message, List<Attempt> attempts, Optional<Duration> retryAfter) {
    super(message);
    this.reason = reason;
    this.attempts = List.copyOf(attempts);
    this.retryAfter = retryAfter.orElse(null);
  }

  /**
   * Returns why there is no triage.
   *
   * @return of a chain, the reason of the last model asked
   */
  public FailureReason reason() {
    return reason;
  }

  /**
   * Returns every request that was made.
   *
   * @return in order, unmodifiable; empty when none was made, or this came by Java serialization
   */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /**
   * Returns when it makes sense to come back.
   *
   * @return time from the moment of failure; empty when unknown
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Returns the tokens of all attempts.
   *
   * @return the sum
   */
  public TokenUsage usage() {
    return Attempt.totalUsage(attempts());
  }
}
