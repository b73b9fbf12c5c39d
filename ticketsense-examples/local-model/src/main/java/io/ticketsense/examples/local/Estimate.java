package io.ticketsense.examples.local;

import static java.util.Objects.requireNonNull;

/**
 * A label and how sure the model is of it. Immutable.
 *
 * @param <L> kind of label
 * @param label the most likely one of those allowed
 * @param probability above 0 and at most 1; of the labels with 0.7, about seven in ten are right on
 *     tickets like those that the model was calibrated on
 */
public record Estimate<L>(L label, double probability) {

  /**
   * Creates an estimate.
   *
   * @throws NullPointerException if there is no label
   * @throws IllegalArgumentException if the probability is not above 0 and at most 1
   */
  public Estimate {
    requireNonNull(label, "label");
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("A probability must be above 0 and at most 1");
    }
  }
}
