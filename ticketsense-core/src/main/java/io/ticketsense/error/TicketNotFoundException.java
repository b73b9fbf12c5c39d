package io.ticketsense.error;

/** No ticket with this id is stored. */
public final class TicketNotFoundException extends TicketSenseException {

  private static final int MAX_LENGTH = 128;

  private final String ticketId;

  /**
   * Creates an exception.
   *
   * @param ticketId the id that was looked for
   */
  public TicketNotFoundException(String ticketId) {
    super("Ticket " + (isPlain(ticketId) ? ticketId : "with a malformed id") + " not found");
    this.ticketId = ticketId;
  }

  /** What was looked for may come from anywhere, and must not break or flood a log. */
  private static boolean isPlain(String id) {
    return id.length() <= MAX_LENGTH && id.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /**
   * Returns the id that was looked for.
   *
   * @return as the caller gave it, well-formed or not
   */
  public String ticketId() {
    return ticketId;
  }
}
