package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The scores that a model has to reach, for a build that is to fail when it does not:
 *
 * <pre>{@code
 * Thresholds.none()
 *     .atLeast(LabelField.CATEGORY, Metric.ACCURACY, 0.8)
 *     .atLeast(LabelField.PRIORITY, Metric.WEIGHTED_KAPPA, 0.5)
 *     .check(evaluation);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Thresholds {

  private static final Thresholds NONE = new Thresholds(Map.of());

  private final Map<LabelField, Map<Metric, Double>> minima;

  private Thresholds(Map<LabelField, Map<Metric, Double>> minima) {
    this.minima = minima;
  }

  /**
   * Asks for nothing.
   *
   * @return the starting point
   */
  public static Thresholds none() {
    return NONE;
  }

  /**
   * Asks for a score. A later call for the same field and metric takes the place of an earlier one.
   *
   * @param field of what
   * @param metric which score
   * @param minimum the lowest score that will do, -1 to 1; the measured score counts, not its
   *     interval
   * @return changed thresholds
   * @throws IllegalArgumentException if the field has no such score, or the minimum is out of
   *     bounds
   */
  public Thresholds atLeast(LabelField field, Metric metric, double minimum) {
    if (!metric.appliesTo(field)) {
      throw new IllegalArgumentException(
          "There is no " + metric.label() + " of " + field.label() + ", which has no order");
    }
    if (!(minimum >= -1 && minimum <= 1)) {
      throw new IllegalArgumentException(
          "The least " + field.label() + "." + metric.label() + " must be -1 to 1");
    }
    Map<LabelField, Map<Metric, Double>> changed = new EnumMap<>(LabelField.class);
    minima.forEach((f, byMetric) -> changed.put(f, new EnumMap<>(byMetric)));
    changed.computeIfAbsent(field, f -> new EnumMap<>(Metric.class)).put(metric, minimum);
    return new Thresholds(changed);
  }

  /**
   * Lists what was not reached.
   *
   * @param evaluation of all tickets
   * @return one phrase for each miss, such as {@code "category.accuracy is 0.7633, and must be at
   *     least 0.8"}; empty when all is well
   */
  public List<String> misses(Evaluation evaluation) {
    List<String> misses = new ArrayList<>();
    minima.forEach(
        (field, byMetric) ->
            byMetric.forEach(
                (metric, minimum) -> {
                  double value =
                      evaluation.overall().field(field).metric(metric).orElseThrow().value();
                  if (value < minimum) {
                    misses.add(
                        String.format(
                            Locale.ROOT,
                            "%s.%s is %.4f, and must be at least %s",
                            field.label(),
                            metric.label(),
                            value,
                            minimum));
                  }
                }));
    return misses;
  }

  /**
   * Fails when any score was not reached.
   *
   * @param evaluation of all tickets
   * @throws ThresholdMissedException listing every miss
   */
  public void check(Evaluation evaluation) {
    List<String> misses = misses(evaluation);
    if (!misses.isEmpty()) {
      throw new ThresholdMissedException(evaluation.model(), misses);
    }
  }
}
