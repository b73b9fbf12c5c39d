package io.ticketsense.examples.demo.http;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriagedTicket;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds tickets by their labels. Labels are in the cache and the order of tickets is in the store,
 * so this looks through ids, a bounded number of them for one request.
 */
final class LabelSearch {

  /** Ids looked at for one page: some milliseconds' worth, however many tickets there are. */
  static final int MAX_LOOKED_AT = 5_000;

  private static final int CHUNK = 1_000;

  private final TicketStore tickets;
  private final TriageCache triages;

  LabelSearch(TicketStore tickets, TriageCache triages) {
    this.tickets = tickets;
    this.triages = triages;
  }

  /**
   * Finds the next tickets with these labels, newest first.
   *
   * @return a page, perhaps not full, perhaps empty; with a continuation unless all were looked at
   */
  Page<TriagedTicket> page(LabelFilter filter, Optional<Cursor> after, int limit) {
    List<TriagedTicket> found = new ArrayList<>();
    Optional<Cursor> position = after;
    for (int lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += CHUNK) {
      Page<String> ids = tickets.pageIds(position, CHUNK);
      Map<String, Triage> labels = triages.getAll(ids.items());
      for (String id : ids.items()) {
        Optional<Triage> triage =
            Optional.ofNullable(labels.get(id)).filter(t -> filter.matches(t.output()));
        Optional<Ticket> ticket = triage.flatMap(t -> tickets.find(id));
        ticket.ifPresent(t -> found.add(new TriagedTicket(t, triage)));
        if (found.size() == limit) {
          return new Page<>(found, ticket.map(Cursor::after));
        }
      }
      position = ids.next();
      if (position.isEmpty()) {
        break;
      }
    }
    return new Page<>(found, position);
  }
}
