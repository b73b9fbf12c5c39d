package io.ticketsense.evaluation;

import java.util.Arrays;
import java.util.Optional;

/**
 * A score of one field, at most 1, higher is better. A ticket that the model failed on counts as
 * wrong in all of them.
 */
public enum Metric {
  /** Share of tickets with exactly the expected label. */
  ACCURACY("accuracy"),
  /** Share of tickets with the expected label or one that is acceptable too. */
  ACCEPTABLE_ACCURACY("acceptable_accuracy"),
  /**
   * Mean of the F1 scores of the labels that occur among the expected or the predicted ones, each
   * weighing the same; what scikit-learn computes by default. A label never hit has an F1 of 0.
   */
  MACRO_F1("macro_f1"),
  /**
   * Cohen's kappa with quadratic weights: agreement beyond chance, where a label twice as far off
   * counts four times. For ordered fields only. A failure counts as the label furthest from the
   * expected one. Zero where every expected and predicted label is the same one, since agreement
   * then says nothing.
   */
  WEIGHTED_KAPPA("weighted_kappa");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /**
   * Returns the name used in JSON.
   *
   * @return lower case, for instance {@code "macro_f1"}
   */
  public String label() {
    return label;
  }

  /**
   * Tells whether a field has this score.
   *
   * @param field any field
   * @return false for the kappa of a field without order
   */
  public boolean appliesTo(LabelField field) {
    return this != WEIGHTED_KAPPA || field.isOrdered();
  }

  /**
   * Finds the metric with a name.
   *
   * @param label compared letter by letter
   * @return empty when no metric has this name
   */
  public static Optional<Metric> ofLabel(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }
}
