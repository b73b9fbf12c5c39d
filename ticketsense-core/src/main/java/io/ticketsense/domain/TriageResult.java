package io.ticketsense.domain;

import java.util.List;
import java.util.Optional;

/**
 * A triage and where it comes from.
 *
 * @param output the labels
 * @param source where they were found
 * @param model the model that answered, now or when the cache was filled; empty when the cache does
 *     not know it
 * @param attempts every request that was made for this result, failed ones included, in order;
 *     unmodifiable
 * @param adjustments labels that the model did not write as the taxonomy has them, unmodifiable;
 *     empty for most
 * @param degraded whether the labels are makeshift, since a last resort gave them
 */
public record TriageResult(
    TriageOutput output,
    Source source,
    Optional<String> model,
    List<Attempt> attempts,
    List<Adjustment> adjustments,
    boolean degraded) {

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
    return new TriageResult(output, Source.MODEL, Optional.of(model), attempts, adjustments, false);
  }

  /**
   * Returns a triage found in a cache.
   *
   * @param triage as it was kept
   * @return a result without attempts
   */
  public static TriageResult cached(Triage triage) {
    return new TriageResult(
        triage.output(), Source.CACHE, triage.model(), List.of(), List.of(), triage.degraded());
  }

  /**
   * Changes the record of requests.
   *
   * @param attempts all that were made for this result, failed ones included, in order
   * @return a result that is the same otherwise
   */
  public TriageResult withAttempts(List<Attempt> attempts) {
    return new TriageResult(output, source, model, attempts, adjustments, degraded);
  }

  /**
   * Says that the labels are makeshift.
   *
   * @return a degraded result that is the same otherwise
   */
  public TriageResult asDegraded() {
    return new TriageResult(output, source, model, attempts, adjustments, true);
  }

  /**
   * Returns what is worth keeping.
   *
   * @return the triage for a cache; a name of a model that a {@link Triage} cannot have is left out
   *     of it, since labels are worth more than their label
   */
  public Triage triage() {
    return new Triage(output, model.filter(Triage::isValidModel), degraded);
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
