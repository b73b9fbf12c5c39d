package io.ticketsense.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well one field is found.
 *
 * @param field the field
 * @param metrics every score that the field has, unmodifiable
 * @param classes the scores of every label, in domain order, unmodifiable
 * @param confusion what was taken for what
 */
public record FieldScores(
    LabelField field,
    Map<Metric, Estimate> metrics,
    List<ClassScores> classes,
    ConfusionMatrix confusion) {

  /** Creates scores. */
  public FieldScores {
    metrics = Collections.unmodifiableMap(new EnumMap<>(metrics));
    classes = List.copyOf(classes);
  }

  /**
   * Returns a score.
   *
   * @param metric which one
   * @return empty where the field has no such score
   */
  public Optional<Estimate> metric(Metric metric) {
    return Optional.ofNullable(metrics.get(metric));
  }
}
