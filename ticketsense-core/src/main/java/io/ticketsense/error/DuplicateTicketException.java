package io.ticketsense.error;

/** A ticket with the same id is stored already. The stored one is unchanged. */
public final class DuplicateTicketException extends TicketSenseException {

  private final String ticketId;

  /**
   * Creates an exception.
   *
   * @param ticketId the id that is taken
   */
  public DuplicateTicketException(String ticketId) {
    super("Ticket " + ticketId + " exists already");
    this.ticketId = ticketId;
  }

  /**
   * Returns the id that is taken.
   *
   * @return a ticket id
   */
  public String ticketId() {
    return ticketId;
  }
}
