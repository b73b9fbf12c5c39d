package io.ticketsense.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads tickets:
 *
 * <pre>{@code
 * {"id":"ticket_001","subject":"…","body":"…","from_name":"…","from_email":"…",
 *  "created_at":"2026-09-01T08:15:00Z"}
 * }</pre>
 *
 * <p>Times are ISO 8601 with an offset. Unknown fields are ignored.
 */
public final class TicketJson {

  private static final String TIME =
      "must be an ISO 8601 time with an offset, such as 2026-09-01T08:15:00Z";

  private TicketJson() {}

  /**
   * Reads a ticket.
   *
   * @param json an object, possibly malformed or hostile
   * @return the ticket
   * @throws InvalidTicketException listing everything that is wrong, without quoting the JSON; for
   *     what is no JSON object, a single violation without a field
   */
  public static Ticket read(String json) {
    return read(parse(json));
  }

  /**
   * Reads a list of tickets, as the seed files hold it.
   *
   * @param json an array of tickets, possibly malformed or hostile
   * @return the tickets in order, all ids different
   * @throws InvalidTicketException listing everything that is wrong in all tickets, each field
   *     prefixed with the position of its ticket, for instance {@code [3].from_email}
   */
  public static List<Ticket> readList(String json) {
    JsonNode array = parse(json);
    if (!array.isArray()) {
      throw new InvalidTicketException(
          List.of(new Violation("", "must be a JSON array of tickets")));
    }
    List<Ticket> tickets = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    Map<String, Integer> positions = new HashMap<>();
    for (int position = 0; position < array.size(); position++) {
      String prefix = "[" + position + "]";
      JsonNode id = array.get(position).path("id");
      if (id.isTextual() && Ticket.isValidId(id.textValue())) {
        Integer earlier = positions.putIfAbsent(id.textValue(), position);
        if (earlier != null) {
          violations.add(
              new Violation(
                  prefix + ".id", "must be unique, and is that of [" + earlier + "] too"));
        }
      }
      try {
        tickets.add(read(array.get(position)));
      } catch (InvalidTicketException e) {
        for (Violation v : e.violations()) {
          String field = v.field().isEmpty() ? prefix : prefix + "." + v.field();
          violations.add(new Violation(field, v.message()));
        }
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidTicketException(violations);
    }
    return List.copyOf(tickets);
  }

  private static JsonNode parse(String json) {
    try {
      return JsonFields.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidTicketException(List.of(Violations.malformed(e.getLocation())));
    }
  }

  @SuppressWarnings("NullAway") // The constructor says what is missing.
  private static Ticket read(JsonNode node) {
    JsonFields fields = new JsonFields(node);
    String id = fields.text("id");
    String subject = fields.text("subject");
    String body = fields.text("body");
    String fromName = fields.text("from_name");
    String fromEmail = fields.text("from_email");
    Instant createdAt = fields.value("created_at", TicketJson::time, TIME);
    return fields.build(
        () -> new Ticket(id, subject, body, fromName, fromEmail, createdAt),
        InvalidTicketException::new);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
