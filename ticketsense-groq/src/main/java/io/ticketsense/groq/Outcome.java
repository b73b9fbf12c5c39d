package io.ticketsense.groq;

import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** How one request ended. */
sealed interface Outcome {

  /** Returns the tokens charged. */
  TokenUsage usage();

  /** Returns why there is no valid triage, empty when there is one. */
  Optional<FailureReason> failure();

  /** A valid triage. */
  record Answer(TriageOutput output, TokenUsage usage) implements Outcome {

    @Override
    public Optional<FailureReason> failure() {
      return Optional.empty();
    }
  }

  /**
   * No valid triage.
   *
   * @param detail what happened, free of ticket text and secrets, to be read after the model's name
   * @param retryAfter how long the server asks to be left alone
   */
  record Failure(
      FailureReason reason, String detail, Optional<Duration> retryAfter, TokenUsage usage)
      implements Outcome {

    @Override
    public Optional<FailureReason> failure() {
      return Optional.of(reason);
    }

    /** Returns a failure of which the server said nothing. */
    static Failure of(FailureReason reason, String detail) {
      return new Failure(reason, detail, Optional.empty(), TokenUsage.NONE);
    }
  }
}
