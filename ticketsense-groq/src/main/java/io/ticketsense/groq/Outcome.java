package io.ticketsense.groq;

import io.ticketsense.domain.Adjustment;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How one request ended. */
sealed interface Outcome {

  /** Returns the tokens charged. */
  TokenUsage usage();

  /** Returns why there is no valid triage, empty when there is one. */
  Optional<FailureReason> failure();

  /** A valid triage. */
  record Answer(TriageOutput output, List<Adjustment> adjustments, TokenUsage usage)
      implements Outcome {

    @Override
    public Optional<FailureReason> failure() {
      return Optional.empty();
    }
  }

  /**
   * No valid triage.
   *
   * @param remedy what may help
   * @param detail what happened, free of ticket text and secrets, to be read after the model's name
   * @param retryAfter how long the server asks to be left alone
   * @param repair what to tell the model
   * @param excessTokens how many tokens the request had too many
   */
  record Failure(
      FailureReason reason,
      Remedy remedy,
      String detail,
      Optional<Duration> retryAfter,
      TokenUsage usage,
      Optional<Repair> repair,
      OptionalInt excessTokens)
      implements Outcome {

    @Override
    public Optional<FailureReason> failure() {
      return Optional.of(reason);
    }

    /** Returns a failure of which the server said nothing. */
    static Failure of(FailureReason reason, Remedy remedy, String detail) {
      return new Failure(
          reason,
          remedy,
          detail,
          Optional.empty(),
          TokenUsage.NONE,
          Optional.empty(),
          OptionalInt.empty());
    }
  }
}
