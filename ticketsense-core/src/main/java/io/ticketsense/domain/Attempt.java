package io.ticketsense.domain;

import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.Optional;

/**
 * One request to a model and how it ended.
 *
 * @param model the model asked
 * @param failure why it gave no valid triage; empty when it did
 * @param latency from request to answer or failure, without waits before it
 * @param usage tokens charged, {@link TokenUsage#NONE} when unknown
 */
public record Attempt(
    String model, Optional<FailureReason> failure, Duration latency, TokenUsage usage) {

  /**
   * Records a success.
   *
   * @param model the model asked
   * @param latency from request to answer
   * @param usage tokens charged
   * @return an attempt without failure
   */
  public static Attempt succeeded(String model, Duration latency, TokenUsage usage) {
    return new Attempt(model, Optional.empty(), latency, usage);
  }

  /**
   * Records a failure.
   *
   * @param model the model asked
   * @param failure why it gave no valid triage
   * @param latency from request to failure
   * @param usage tokens charged all the same
   * @return an attempt with a failure
   */
  public static Attempt failed(
      String model, FailureReason failure, Duration latency, TokenUsage usage) {
    return new Attempt(model, Optional.of(failure), latency, usage);
  }

  /**
   * Adds up the tokens of several attempts.
   *
   * @param attempts successful and failed ones
   * @return the sum
   */
  public static TokenUsage totalUsage(Iterable<Attempt> attempts) {
    TokenUsage total = TokenUsage.NONE;
    for (Attempt attempt : attempts) {
      total = total.plus(attempt.usage());
    }
    return total;
  }
}
