package io.ticketsense.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What one field of one ticket should be and what the model said.
 *
 * @param expected the best label
 * @param also further acceptable labels, unmodifiable
 * @param predicted the label of the model; empty when it failed
 */
public record LabelOutcome(String expected, List<String> also, Optional<String> predicted) {

  /** Creates an outcome. */
  public LabelOutcome {
    also = List.copyOf(also);
  }

  /**
   * Tells whether the model gave the best label.
   *
   * @return false also when it failed
   */
  public boolean isRight() {
    return predicted.filter(expected::equals).isPresent();
  }

  /**
   * Tells whether the model gave the best label or another acceptable one.
   *
   * @return false also when it failed
   */
  public boolean isAcceptable() {
    return isRight() || predicted.filter(also::contains).isPresent();
  }
}
