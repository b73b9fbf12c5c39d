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
 * @param adjustments labels that the model did not write as the taxonomy has them, unmodifiable;
 *     empty for most
 */
public record TriageResult(
    TriageOutput output,
    Source source,
    Optional<String> model,
    List<Attempt> attempts,
    List<Adjustment> adjustments) {

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
    adjustments = List.copyOf(adjustments);
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
    return of(output, model, attempts, List.of());
  }

  /**
   * Returns the answer of a model whose labels had to be adjusted.
   *
   * @param output the labels
   * @param model name of the model that answered
   * @param attempts every request made, the successful one last
   * @param adjustments what was adjusted
   * @return a result with a record
   */
  public static TriageResult of(
      TriageOutput output, String model, List<Attempt> attempts, List<Adjustment> adjustments) {
    return new TriageResult(output, Source.MODEL, Optional.of(model), attempts, adjustments);
  }

  /**
   * Returns labels found in a cache.
   *
   * @param output the labels
   * @return a result without model and attempts
   */
  public static TriageResult cached(TriageOutput output) {
    return new TriageResult(output, Source.CACHE, Optional.empty(), List.of(), List.of());
  }

  /**
   * Changes the record of requests.
   *
   * @param attempts all that were made for this result, failed ones included, in order
   * @return a result that is the same otherwise
   */
  public TriageResult withAttempts(List<Attempt> attempts) {
    return new TriageResult(output, source, model, attempts, adjustments);
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
