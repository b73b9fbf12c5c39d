package io.ticketsense.examples.benchmarks;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.port.TicketStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Any number of tickets that take no memory. Read only. */
final class GeneratedTickets implements TicketStore {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final long count;

  GeneratedTickets(long count) {
    this.count = count;
  }

  private static Ticket ticket(long number) {
    return new Ticket(
        id(number),
        "Invoice " + number + " was charged twice",
        "The invoice of May appears twice on our statement.",
        "Ana Díaz",
        "ana@moonpost.example",
        START.plusSeconds(number));
  }

  private static String id(long number) {
    return "ticket_" + number;
  }

  private static long number(String id) {
    return Long.parseLong(id.substring("ticket_".length()));
  }

  @Override
  public Optional<Ticket> find(String id) {
    return Optional.of(ticket(number(id)));
  }

  @Override
  public Page<String> pageIds(Optional<Cursor> after, int limit) {
    long first = after.map(cursor -> number(cursor.id())).orElse(count) - 1;
    List<Long> numbers =
        LongStream.iterate(first, n -> n >= 0, n -> n - 1).limit(limit + 1L).boxed().toList();
    return Page.of(numbers, limit, n -> new Cursor(START.plusSeconds(n), id(n)))
        .map(page -> page.stream().map(GeneratedTickets::id).toList());
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public void insert(Ticket ticket) {
    throw readOnly();
  }

  @Override
  public Set<String> insertAll(Collection<Ticket> tickets) {
    throw readOnly();
  }

  @Override
  public Page<Ticket> page(Optional<Cursor> after, int limit) {
    throw readOnly();
  }

  @Override
  public List<Ticket> page(long offset, int limit) {
    throw readOnly();
  }

  @Override
  public List<Ticket> sample(int size) {
    throw readOnly();
  }

  private static IllegalStateException readOnly() {
    return new IllegalStateException("A bulk run needs nothing but ids and single tickets");
  }
}
