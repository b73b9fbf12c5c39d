package io.ticketsense.port;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The source of truth for tickets. A stored ticket never changes. Nothing here holds a connection
 * between two calls, so a stream may be read as slowly as one likes.
 */
public interface TicketStore {

  /** How many ids {@link #streamIds} fetches at a time. */
  int ID_CHUNK = 1_000;

  /** How many tickets {@link #stream} fetches at a time; bodies may be large. */
  int TICKET_CHUNK = 200;

  /**
   * Stores a ticket.
   *
   * @param ticket with an id not stored yet
   * @throws io.ticketsense.error.DuplicateTicketException if the id is taken; of several callers
   *     with the same id exactly one succeeds
   * @throws io.ticketsense.error.StorageException if the store cannot be written
   */
  void insert(Ticket ticket);

  /**
   * Stores the tickets whose ids are not stored yet, all of them or, on failure, none. Of tickets
   * with the same id in one call the first is stored.
   *
   * @param tickets any number
   * @return ids of the tickets that were new, unmodifiable
   * @throws io.ticketsense.error.StorageException if the store cannot be written
   */
  Set<String> insertAll(Collection<Ticket> tickets);

  /**
   * Looks up a ticket.
   *
   * @param id of the ticket, well-formed or not
   * @return empty when no ticket has this id
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  Optional<Ticket> find(String id);

  /**
   * Lists tickets, newest first; tickets of the same time by id, last in ASCII order first.
   *
   * @param after where the page starts; empty for the first one
   * @param limit how many items the page may hold, at least 1
   * @return a page, full unless it is the last one
   * @throws IllegalArgumentException if the limit is below 1
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  Page<Ticket> page(Optional<Cursor> after, int limit);

  /**
   * Lists tickets in the same order by their position, for people who jump to a page. The further
   * in, the longer it takes, and tickets stored meanwhile shift the positions; follow cursors to
   * read many.
   *
   * @param offset how many of the newest tickets to leave out, at least 0
   * @param limit how many tickets to list, at least 1
   * @return as many as asked for or all there are, unmodifiable
   * @throws IllegalArgumentException if the offset is negative or the limit below 1
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  List<Ticket> page(long offset, int limit);

  /**
   * Lists ids in the order of {@link #page}, without reading the tickets.
   *
   * @param after where the page starts; empty for the first one
   * @param limit how many items the page may hold, at least 1
   * @return a page, full unless it is the last one
   * @throws IllegalArgumentException if the limit is below 1
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  Page<String> pageIds(Optional<Cursor> after, int limit);

  /**
   * Counts the tickets.
   *
   * @return zero or more
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  long count();

  /**
   * Picks tickets by chance, in a time that does not grow with the store.
   *
   * @param size how many, at least 0
   * @return different tickets in no particular order, as many as asked for or all there are
   * @throws IllegalArgumentException if the size is negative
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  List<Ticket> sample(int size);

  /**
   * Reads all tickets in the order of {@link #page}, fetching {@value #TICKET_CHUNK} at a time.
   * Tickets stored meanwhile may or may not be among them.
   *
   * @return a lazy stream that holds no resource and need not be closed; reading it throws what
   *     {@link #page} throws
   */
  default Stream<Ticket> stream() {
    return stream(after -> page(after, TICKET_CHUNK));
  }

  /**
   * Reads all ids in the order of {@link #page}, fetching {@value #ID_CHUNK} at a time. Ids stored
   * meanwhile may or may not be among them.
   *
   * @return a lazy stream that holds no resource and need not be closed; reading it throws what
   *     {@link #pageIds} throws
   */
  default Stream<String> streamIds() {
    return stream(after -> pageIds(after, ID_CHUNK));
  }

  private static <T> Stream<T> stream(Function<Optional<Cursor>, Page<T>> read) {
    Spliterator<Page<T>> pages =
        new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          private Optional<Cursor> start = Optional.empty();
          private boolean ended;

          @Override
          public boolean tryAdvance(Consumer<? super Page<T>> action) {
            if (ended) {
              return false;
            }
            Page<T> page = read.apply(start);
            start = page.next();
            ended = start.isEmpty();
            action.accept(page);
            return true;
          }
        };
    return StreamSupport.stream(pages, false).flatMap(page -> page.items().stream());
  }
}
