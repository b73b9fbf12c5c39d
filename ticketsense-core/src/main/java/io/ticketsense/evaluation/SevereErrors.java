package io.ticketsense.evaluation;

import java.util.List;

/**
 * Critical tickets that were told as low, where low is not acceptable: the errors that cost most.
 *
 * @param ids of the tickets, in the order of evaluation, unmodifiable
 * @param critical how many tickets should be critical
 * @param rate share of those, zero where there are none
 */
public record SevereErrors(List<String> ids, int critical, Estimate rate) {

  /** Creates a count. */
  public SevereErrors {
    ids = List.copyOf(ids);
  }
}
