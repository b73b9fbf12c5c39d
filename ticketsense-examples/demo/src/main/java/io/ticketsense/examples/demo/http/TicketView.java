package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriagedTicket;
import java.util.List;
import java.util.Optional;

/** Tickets as clients see them. */
final class TicketView {

  private TicketView() {}

  static ObjectNode json(TriagedTicket ticket) {
    return json(ticket.ticket(), ticket.triage());
  }

  static ObjectNode json(Ticket ticket, Optional<Triage> triage) {
    ObjectNode json =
        Json.object()
            .put("id", ticket.id())
            .put("subject", ticket.subject())
            .put("body", ticket.body())
            .put("from_name", ticket.fromName())
            .put("from_email", ticket.fromEmail())
            .put("created_at", ticket.createdAt().toString());
    triage.ifPresentOrElse(t -> json.set("triage", json(t)), () -> json.putNull("triage"));
    return json;
  }

  static ArrayNode json(List<TriagedTicket> tickets) {
    ArrayNode array = Json.array();
    tickets.forEach(ticket -> array.add(json(ticket)));
    return array;
  }

  private static ObjectNode json(Triage triage) {
    TriageOutput output = triage.output();
    ObjectNode json =
        Json.object()
            .put("priority", output.priority().label())
            .put("category", output.category().label())
            .put("sentiment", output.sentiment().label())
            .put("summary", output.summary());
    output.tags().forEach(json.putArray("tags")::add);
    return json.put("model", triage.model().orElse(null)).put("degraded", triage.degraded());
  }
}
