package io.ticketsense.error;

/** No ticket with this id is stored. */
public final class TicketNotFoundException extends TicketSenseException {

  private final String ticketId;

  /**
   * Creates an exception.
   *
   * @param ticketId the id that was looked for
   */
  public TicketNotFoundException(String ticketId) {
    super("Ticket " + ticketId + " not found");
    this.ticketId = ticketId;
  }

  /**
   * Returns the id that was looked for.
   *
   * @return a ticket id
   */
  public String ticketId() {
    return ticketId;
  }
}
