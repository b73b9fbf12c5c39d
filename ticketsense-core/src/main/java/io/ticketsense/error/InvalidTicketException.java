package io.ticketsense.error;

import java.util.List;

/** A ticket breaks its constraints. Nothing was stored. */
public final class InvalidTicketException extends ValidationException {

  /**
   * Creates an exception.
   *
   * @param violations every broken constraint, at least one
   */
  public InvalidTicketException(List<Violation> violations) {
    super("Invalid ticket", violations);
  }
}
