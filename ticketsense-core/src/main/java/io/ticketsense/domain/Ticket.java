package io.ticketsense.domain;

import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.Violation;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.validator.constraints.CodePointLength;

/**
 * A message to a support team. Lengths count Unicode code points, as Postgres does. Text may hold
 * anything else that people send: HTML, line breaks, instructions to a reader. It is data.
 *
 * @param id 1 to 128 letters, digits and {@code . _ : -}, starting with a letter or digit
 * @param subject 1 to 500 characters
 * @param body 1 to 50,000 characters
 * @param fromName name of the sender, 1 to 200 characters
 * @param fromEmail a valid e-mail address of the sender, up to 300 characters
 * @param createdAt when it was sent, kept to the microsecond, in the years 0001 to 9999
 */
public record Ticket(
    @NotNull(message = "is required")
        @Pattern(
            regexp = Ticket.ID,
            message =
                "must be 1 to 128 letters, digits or . _ : - and start with a letter or digit")
        String id,
    @NotNull(message = "is required")
        @CodePointLength(min = 1, max = 500, message = "must be 1 to 500 characters long")
        @Pattern(regexp = Constraints.STORABLE, message = Constraints.STORABLE_MESSAGE)
        String subject,
    @NotNull(message = "is required")
        @CodePointLength(min = 1, max = 50_000, message = "must be 1 to 50000 characters long")
        @Pattern(regexp = Constraints.STORABLE, message = Constraints.STORABLE_MESSAGE)
        String body,
    @NotNull(message = "is required")
        @CodePointLength(min = 1, max = 200, message = "must be 1 to 200 characters long")
        @Pattern(regexp = Constraints.STORABLE, message = Constraints.STORABLE_MESSAGE)
        String fromName,
    @NotNull(message = "is required")
        @Size(min = 1, max = 300, message = "must be 1 to 300 characters long")
        @Email(
            regexp = "[^\\x00\\p{Cs}]+@[^@]+\\.[^@.]+",
            message = "must be a valid e-mail address")
        String fromEmail,
    @NotNull(message = "is required") @FourDigitYear Instant createdAt) {

  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}";
  private static final java.util.regex.Pattern ID_PATTERN = java.util.regex.Pattern.compile(ID);

  /**
   * Creates a ticket.
   *
   * @throws InvalidTicketException listing every field that breaks its constraints
   */
  public Ticket {
    List<Violation> violations =
        Constraints.check(Ticket.class, id, subject, body, fromName, fromEmail, createdAt);
    if (!violations.isEmpty()) {
      throw new InvalidTicketException(violations);
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Tells whether a text can be the id of a ticket.
   *
   * @param id any text
   * @return true if it is well-formed, whether or not such a ticket exists
   */
  public static boolean isValidId(String id) {
    return ID_PATTERN.matcher(id).matches();
  }

  /** Returns the id and the time only: the rest is personal and must not reach a log. */
  @Override
  public String toString() {
    return "Ticket[id=" + id + ", createdAt=" + createdAt + "]";
  }
}
