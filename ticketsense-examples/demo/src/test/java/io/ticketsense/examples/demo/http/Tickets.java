package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Tickets to send and to store. */
final class Tickets {

  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  private Tickets() {}

  /** Returns the ticket of this number as a client sends it. */
  static ObjectNode json(int number) {
    Ticket ticket = numbered(number);
    return new ObjectMapper()
        .createObjectNode()
        .put("id", ticket.id())
        .put("subject", ticket.subject())
        .put("body", ticket.body())
        .put("from_name", ticket.fromName())
        .put("from_email", ticket.fromEmail())
        .put("created_at", ticket.createdAt().toString());
  }

  /** Returns a ticket that is a second newer than the one before. */
  static Ticket numbered(int number) {
    return new Ticket(
        "t" + number,
        "Invoice " + number + " is wrong",
        "It lists a seat too many.",
        "Ann",
        "ann@moonpost.example",
        START.plusSeconds(number));
  }

  static List<Ticket> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Tickets::numbered).toList();
  }
}
