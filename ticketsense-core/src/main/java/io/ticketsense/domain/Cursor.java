package io.ticketsense.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A position in the list of tickets, newest first: just after the ticket with this time and id.
 * Tickets with the same time are listed by id, last in ASCII order first.
 *
 * @param createdAt time of the ticket before the position
 * @param id id of the ticket before the position
 */
public record Cursor(Instant createdAt, String id) {

  /**
   * Creates a position.
   *
   * @throws IllegalArgumentException if no ticket can have this time or id
   */
  public Cursor {
    if (!FourDigitYear.Validator.holds(createdAt) || !Ticket.isValidId(id)) {
      throw new IllegalArgumentException("A cursor needs the time and id of a ticket");
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Returns the position just after a ticket.
   *
   * @param ticket the last one seen
   * @return where the next page starts
   */
  public static Cursor after(Ticket ticket) {
    return new Cursor(ticket.createdAt(), ticket.id());
  }

  /**
   * Reads what {@link #token()} wrote.
   *
   * @param token an opaque text, possibly from a hostile client
   * @return the position
   * @throws IllegalArgumentException if the token was not made by {@link #token()}
   */
  public static Cursor parse(String token) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split(" ", 2);
      Cursor cursor = new Cursor(Instant.parse(parts[0]), parts[1]);
      if (cursor.token().equals(token)) {
        return cursor;
      }
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      // Reported below, in words for the client.
    }
    throw new IllegalArgumentException("Malformed cursor: pass on the one of the page before");
  }

  /**
   * Writes this position as text for a client to hand back.
   *
   * @return letters, digits, {@code -} and {@code _} only
   */
  public String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + id).getBytes(UTF_8));
  }
}
