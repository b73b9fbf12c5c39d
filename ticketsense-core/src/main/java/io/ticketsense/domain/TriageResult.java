package io.ticketsense.domain;

import java.util.List;
import java.util.Optional;

/**
 * A triage and where it comes from.
 *
 * @param output the labels
 * @param source where they were found
 * @param model the model that answered; empty when a cache answered, which does not record it
 * @param attempts every request that was made for this result, failed ones included, in order;
 *     unmodifiable
 */
public record TriageResult(
    TriageOutput output, Source source, Optional<String> model, List<Attempt> attempts) {

  /** Where a triage was found. */
  public enum Source {
    /** A model was asked. */
    MODEL,
    /** It was known already. */
    CACHE
  }

  /** Creates a result. */
  public TriageResult {
    attempts = List.copyOf(attempts);
  }

  /**
   * Returns the answer of a model that keeps no record of attempts, such as a local one.
   *
   * @param output the labels
   * @param model name of the model that answered
   * @return a result without attempts
   */
  public static TriageResult of(TriageOutput output, String model) {
    return of(output, model, List.of());
  }

  /**
   * Returns the answer of a model.
   *
   * @param output the labels
   * @param model name of the model that answered
   * @param attempts every request made, the successful one last
   * @return a result with a record
   */
  public static TriageResult of(TriageOutput output, String model, List<Attempt> attempts) {
    return new TriageResult(output, Source.MODEL, Optional.of(model), attempts);
  }

  /**
   * Returns labels found in a cache.
   *
   * @param output the labels
   * @return a result without model and attempts
   */
  public static TriageResult cached(TriageOutput output) {
    return new TriageResult(output, Source.CACHE, Optional.empty(), List.of());
  }

  /**
   * Returns the tokens of all attempts, failed ones included.
   *
   * @return the sum
   */
  public TokenUsage usage() {
    return Attempt.totalUsage(attempts);
  }
}
