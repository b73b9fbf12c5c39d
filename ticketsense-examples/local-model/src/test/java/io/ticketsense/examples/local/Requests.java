package io.ticketsense.examples.local;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageRequest;
import java.time.Duration;
import java.time.Instant;

/** Requests to test with. */
final class Requests {

  private static final Instant TIME = Instant.parse("2026-09-01T08:15:00Z");

  private Requests() {}

  static TriageRequest of(String subject, String body) {
    return of(subject, body, Taxonomy.standard());
  }

  static TriageRequest of(String subject, String body, Taxonomy taxonomy) {
    return of(ticket("t-1", subject, body), taxonomy);
  }

  static Ticket ticket(String id, String subject, String body) {
    return new Ticket(id, subject, body, "Ana", "ana@moonpost.example", TIME);
  }

  static TriageRequest of(Ticket ticket, Taxonomy taxonomy) {
    return new TriageRequest(
        ticket, taxonomy, Deadline.after(Duration.ofMinutes(5), Ticker.system()));
  }
}
