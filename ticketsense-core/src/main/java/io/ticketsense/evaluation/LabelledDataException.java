package io.ticketsense.evaluation;

import io.ticketsense.error.TicketSenseException;
import java.util.List;

/**
 * Files of labelled tickets, or of an earlier evaluation, cannot be used. Lists what is wrong; the
 * message tells the first 10 problems. Never quotes a ticket.
 */
public final class LabelledDataException extends TicketSenseException {

  private static final int MAX_TOLD = 10;

  private final List<String> problems;

  LabelledDataException(List<String> problems) {
    super(told(problems));
    this.problems = List.copyOf(problems);
  }

  private static String told(List<String> problems) {
    String first = String.join("; ", problems.subList(0, Math.min(MAX_TOLD, problems.size())));
    int untold = problems.size() - MAX_TOLD;
    return untold > 0 ? first + "; and " + untold + " more" : first;
  }

  /**
   * Returns what is wrong.
   *
   * @return at least one phrase that names a file and, where it can, a line or id and a field;
   *     unmodifiable
   */
  public List<String> problems() {
    return problems;
  }
}
