package io.ticketsense.domain;

/**
 * What a model is asked.
 *
 * @param ticket what to label
 * @param taxonomy the only categories allowed in the answer
 * @param deadline when the answer is of no use any more
 * @param lane who waits for the answer
 */
public record TriageRequest(Ticket ticket, Taxonomy taxonomy, Deadline deadline, Lane lane) {

  /**
   * Creates an interactive request.
   *
   * @param ticket what to label
   * @param taxonomy the only categories allowed in the answer
   * @param deadline when the answer is of no use any more
   */
  public TriageRequest(Ticket ticket, Taxonomy taxonomy, Deadline deadline) {
    this(ticket, taxonomy, deadline, Lane.INTERACTIVE);
  }

  /**
   * Changes the deadline.
   *
   * @param deadline the new one
   * @return a request that is the same otherwise
   */
  public TriageRequest withDeadline(Deadline deadline) {
    return new TriageRequest(ticket, taxonomy, deadline, lane);
  }
}
