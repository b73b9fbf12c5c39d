package io.ticketsense.memory;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.port.TicketStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps tickets until the process ends. Safe for all threads. */
public final class InMemoryTicketStore implements TicketStore {

  private static final Comparator<Cursor> NEWEST_FIRST =
      Comparator.comparing(Cursor::createdAt).thenComparing(Cursor::id).reversed();

  // All three are guarded by this: nothing here waits for anything outside.
  private final Map<String, Ticket> byId = new HashMap<>();
  private final NavigableMap<Cursor, Ticket> newestFirst = new TreeMap<>(NEWEST_FIRST);
  private final List<Ticket> inOrderOfArrival = new ArrayList<>();

  /** Creates an empty store. */
  public InMemoryTicketStore() {}

  @Override
  public synchronized void insert(Ticket ticket) {
    if (byId.putIfAbsent(ticket.id(), ticket) != null) {
      throw new DuplicateTicketException(ticket.id());
    }
    newestFirst.put(Cursor.after(ticket), ticket);
    inOrderOfArrival.add(ticket);
  }

  @Override
  public synchronized Set<String> insertAll(Collection<Ticket> tickets) {
    Set<String> inserted = new LinkedHashSet<>();
    for (Ticket ticket : List.copyOf(tickets)) {
      if (!byId.containsKey(ticket.id())) {
        insert(ticket);
        inserted.add(ticket.id());
      }
    }
    return Collections.unmodifiableSet(inserted);
  }

  @Override
  public synchronized Optional<Ticket> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized Page<Ticket> page(Optional<Cursor> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page needs a limit of at least 1");
    }
    Collection<Ticket> rest =
        after.map(cursor -> newestFirst.tailMap(cursor, false)).orElse(newestFirst).values();
    return Page.of(rest.stream().limit(limit + 1L).toList(), limit, Cursor::after);
  }

  @Override
  public synchronized List<Ticket> page(long offset, int limit) {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException(
          "A page needs an offset of at least 0 and a limit of at least 1");
    }
    return newestFirst.values().stream().skip(offset).limit(limit).toList();
  }

  @Override
  public Page<String> pageIds(Optional<Cursor> after, int limit) {
    return page(after, limit).map(tickets -> tickets.stream().map(Ticket::id).toList());
  }

  @Override
  public synchronized long count() {
    return byId.size();
  }

  @Override
  public synchronized List<Ticket> sample(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("A sample cannot have a negative size");
    }
    int total = inOrderOfArrival.size();
    if (size >= total) {
      return List.copyOf(inOrderOfArrival);
    }
    // Floyd's algorithm: as many draws as tickets asked for, none of them twice.
    Set<Integer> chosen = new LinkedHashSet<>();
    for (int last = total - size; last < total; last++) {
      int drawn = ThreadLocalRandom.current().nextInt(last + 1);
      chosen.add(chosen.contains(drawn) ? last : drawn);
    }
    return chosen.stream().map(inOrderOfArrival::get).toList();
  }
}
