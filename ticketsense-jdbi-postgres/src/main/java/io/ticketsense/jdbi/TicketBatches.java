package io.ticketsense.jdbi;

import io.ticketsense.domain.Ticket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Splits tickets into batches that are each sent as one statement of moderate size. */
final class TicketBatches {

  /** More rows in a statement make it no faster. */
  static final int MAX_ROWS = 1_000;

  /** Characters of all bodies together, so that long ones do not pile up in memory. */
  static final int MAX_BODY_CHARS = 4_000_000;

  private TicketBatches() {}

  static List<List<Ticket>> of(Collection<Ticket> tickets) {
    List<List<Ticket>> batches = new ArrayList<>();
    List<Ticket> batch = new ArrayList<>();
    int chars = 0;
    for (Ticket ticket : tickets) {
      if (batch.size() == MAX_ROWS || chars + ticket.body().length() > MAX_BODY_CHARS) {
        batches.add(batch);
        batch = new ArrayList<>();
        chars = 0;
      }
      batch.add(ticket);
      chars += ticket.body().length();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
