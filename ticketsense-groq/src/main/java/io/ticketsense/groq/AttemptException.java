package io.ticketsense.groq;

import io.ticketsense.groq.Outcome.Failure;
import java.time.Duration;
import java.util.Optional;

/** A request that gave no triage, on its way to the retry policy. Never leaves this package. */
final class AttemptException extends Exception {

  private final transient Failure failure;
  private final transient Optional<Duration> pause;

  /**
   * Creates an exception.
   *
   * @param model which was asked
   * @param failure what happened
   * @param pause before asking again; empty when that is pointless
   */
  AttemptException(String model, Failure failure, Optional<Duration> pause) {
    super(model + " " + failure.detail());
    this.failure = failure;
    this.pause = pause;
  }

  Failure failure() {
    return failure;
  }

  Optional<Duration> pause() {
    return pause;
  }
}
