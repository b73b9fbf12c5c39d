package io.ticketsense.evaluation;

import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a model made of one ticket. Holds nothing of its text.
 *
 * @param id of the ticket
 * @param group what the ticket is reported with; empty for none
 * @param outcomes of every field, unmodifiable
 * @param failure why there is no triage; empty when there is one
 * @param model the name of the model that answered, of a chain the one in it; empty when none did
 * @param summary what the checks of the summary found; empty when the model failed
 * @param latency from the call of the model to its end, with all its waits and attempts
 * @param attempts how many requests were recorded, failed ones included; zero where the model keeps
 *     no record
 * @param usage tokens of all attempts
 */
public record EvaluatedTicket(
    String id,
    Optional<String> group,
    Map<LabelField, LabelOutcome> outcomes,
    Optional<FailureReason> failure,
    Optional<String> model,
    Optional<SummaryChecks> summary,
    Duration latency,
    int attempts,
    TokenUsage usage) {

  /**
   * Creates an evaluated ticket.
   *
   * @throws IllegalArgumentException if a field has no outcome, or the labels are there and so is a
   *     failure, or neither is
   */
  public EvaluatedTicket {
    outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
    boolean failed = failure.isPresent();
    if (outcomes.size() != LabelField.values().length
        || summary.isPresent() == failed
        || outcomes.values().stream().anyMatch(o -> o.predicted().isPresent() == failed)) {
      throw new IllegalArgumentException("A ticket has either all labels or a failure");
    }
  }

  /**
   * Returns the outcome of a field.
   *
   * @param field any field
   * @return what it should be and what the model said
   */
  @SuppressWarnings("NullAway") // The constructor sees to it that every field is there.
  public LabelOutcome outcome(LabelField field) {
    return outcomes.get(field);
  }

  /**
   * Tells whether a critical ticket was told as low, and low is not acceptable for it.
   *
   * @return false also when the model failed
   */
  public boolean isSevereError() {
    LabelOutcome priority = outcome(LabelField.PRIORITY);
    return FieldMeasure.CRITICAL.equals(priority.expected())
        && priority.predicted().filter(FieldMeasure.LOW::equals).isPresent()
        && !priority.isAcceptable();
  }
}
