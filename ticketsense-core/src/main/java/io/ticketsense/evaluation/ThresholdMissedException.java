package io.ticketsense.evaluation;

import io.ticketsense.error.TicketSenseException;
import java.util.List;

/** A model is not as good as it has to be. */
public final class ThresholdMissedException extends TicketSenseException {

  private final List<String> misses;

  ThresholdMissedException(String model, List<String> misses) {
    super(model + " is not good enough: " + String.join("; ", misses));
    this.misses = List.copyOf(misses);
  }

  /**
   * Returns every score that was not reached.
   *
   * @return one phrase each, at least one, unmodifiable
   */
  public List<String> misses() {
    return misses;
  }
}
