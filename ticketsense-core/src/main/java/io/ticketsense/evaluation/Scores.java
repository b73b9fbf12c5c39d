package io.ticketsense.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Everything about how right the answers for some tickets are.
 *
 * @param tickets how many were asked about
 * @param failed on how many of them the model failed
 * @param fields the scores of every field, unmodifiable
 * @param severeErrors critical tickets told as low
 * @param summaries of the tickets with a summary, the share that passes each check, unmodifiable
 */
public record Scores(
    int tickets,
    int failed,
    Map<LabelField, FieldScores> fields,
    SevereErrors severeErrors,
    Map<SummaryCheck, Estimate> summaries) {

  /** Creates scores. */
  public Scores {
    fields = Collections.unmodifiableMap(new EnumMap<>(fields));
    summaries = Collections.unmodifiableMap(new EnumMap<>(summaries));
  }

  /**
   * Returns the scores of a field.
   *
   * @param field any field
   * @return its scores
   */
  @SuppressWarnings("NullAway") // The scorer puts every field in.
  public FieldScores field(LabelField field) {
    return fields.get(field);
  }
}
