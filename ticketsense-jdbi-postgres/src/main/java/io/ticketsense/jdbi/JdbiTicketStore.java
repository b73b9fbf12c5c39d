package io.ticketsense.jdbi;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.port.TicketStore;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;

/**
 * Keeps tickets in Postgres 13 or newer, in the table that {@link TicketSchema} makes.
 *
 * <p>Each call takes one connection and gives it back, as it was, before it returns; the store
 * makes its own transactions, so connections must come without one. Needs no session of its own and
 * no named statement, and so works behind PgBouncer in transaction mode. Safe for all threads. Owns
 * nothing; close the pool yourself.
 */
public final class JdbiTicketStore implements TicketStore {

  private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id COLLATE \"C\" DESC";

  /** A sample is drawn from as many rows at least: more even out the gaps in their order. */
  private static final int FEWEST_DRAWN_FROM = 10;

  private final Database database;

  private JdbiTicketStore(Builder builder) {
    this.database = new Database(builder.jdbi, builder.statementTimeout);
  }

  /**
   * Creates a store with the defaults. Does not connect yet.
   *
   * @param dataSource gives connections, best from a pool; not closed by this store
   * @return a store
   */
  public static JdbiTicketStore create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Creates a store with the defaults. Does not connect yet.
   *
   * @param jdbi gives connections
   * @return a store
   */
  public static JdbiTicketStore create(Jdbi jdbi) {
    return builder(jdbi).build();
  }

  /**
   * Starts a store with settings of your own.
   *
   * @param dataSource gives connections, best from a pool; not closed by the store
   * @return a builder
   */
  public static Builder builder(DataSource dataSource) {
    return builder(Jdbi.create(dataSource));
  }

  /**
   * Starts a store with settings of your own.
   *
   * @param jdbi gives connections
   * @return a builder
   */
  public static Builder builder(Jdbi jdbi) {
    return new Builder(jdbi);
  }

  @Override
  public void insert(Ticket ticket) {
    Set<String> inserted =
        database.write("insert a ticket", handle -> Set.copyOf(insert(handle, List.of(ticket))));
    if (inserted.isEmpty()) {
      throw new DuplicateTicketException(ticket.id());
    }
  }

  @Override
  public Set<String> insertAll(Collection<Ticket> tickets) {
    // In one order for all callers, so that overlapping batches cannot lock each other out.
    TreeMap<String, Ticket> byId = new TreeMap<>();
    tickets.forEach(ticket -> byId.putIfAbsent(ticket.id(), ticket));
    if (byId.isEmpty()) {
      return Set.of();
    }
    return database.write(
        "insert tickets",
        handle -> {
          Set<String> inserted = new HashSet<>();
          for (List<Ticket> batch : TicketBatches.of(byId.values())) {
            inserted.addAll(insert(handle, batch));
          }
          return Collections.unmodifiableSet(inserted);
        });
  }

  private static List<String> insert(Handle handle, List<Ticket> batch) {
    return handle
        .createQuery(
            "INSERT INTO tickets ("
                + TicketRows.TICKET
                + ") SELECT * FROM unnest(:id, :subject, :body, :fromName, :fromEmail,"
                + " :createdAt::timestamptz[]) ON CONFLICT DO NOTHING RETURNING id")
        .bind("id", column(batch, Ticket::id))
        .bind("subject", column(batch, Ticket::subject))
        .bind("body", column(batch, Ticket::body))
        .bind("fromName", column(batch, Ticket::fromName))
        .bind("fromEmail", column(batch, Ticket::fromEmail))
        .bind("createdAt", column(batch, ticket -> ticket.createdAt().toString()))
        .mapTo(String.class)
        .list();
  }

  /** An array of strings and not, as Jdbi makes it, of objects, which the driver escapes. */
  private static Argument column(List<Ticket> batch, Function<Ticket, String> value) {
    String[] values = batch.stream().map(value).toArray(String[]::new);
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("text", values));
  }

  @Override
  public Optional<Ticket> find(String id) {
    if (!Ticket.isValidId(id)) {
      return Optional.empty();
    }
    String operation = "find a ticket";
    String sql = "SELECT " + TicketRows.TICKET + " FROM tickets WHERE id = :id";
    return database
        .read(
            operation,
            handle -> TicketRows.tickets(operation, handle.createQuery(sql).bind("id", id)))
        .stream()
        .findFirst();
  }

  @Override
  public Page<Ticket> page(Optional<Cursor> after, int limit) {
    String operation = "list tickets";
    List<Ticket> tickets =
        database.read(
            operation,
            handle ->
                TicketRows.tickets(operation, onePast(handle, TicketRows.TICKET, after, limit)));
    return Page.of(tickets, limit, Cursor::after);
  }

  @Override
  public List<Ticket> page(long offset, int limit) {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException(
          "A page needs an offset of at least 0 and a limit of at least 1");
    }
    String operation = "list tickets";
    String sql =
        "SELECT "
            + TicketRows.TICKET
            + " FROM tickets"
            + NEWEST_FIRST
            + " OFFSET :offset LIMIT :limit";
    return database.read(
        operation,
        handle ->
            TicketRows.tickets(
                operation, handle.createQuery(sql).bind("offset", offset).bind("limit", limit)));
  }

  @Override
  public Page<String> pageIds(Optional<Cursor> after, int limit) {
    String operation = "list ticket ids";
    return database.read(
        operation,
        handle ->
            TicketRows.ids(operation, onePast(handle, TicketRows.POSITION, after, limit), limit));
  }

  private static Query onePast(Handle handle, String columns, Optional<Cursor> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page needs a limit of at least 1");
    }
    String where = after.isPresent() ? " WHERE (created_at, id COLLATE \"C\") < (:time, :id)" : "";
    Query query =
        handle
            .createQuery(
                "SELECT " + columns + " FROM tickets" + where + NEWEST_FIRST + " LIMIT :limit")
            .bind("limit", limit + 1L);
    after.ifPresent(cursor -> query.bind("time", utc(cursor.createdAt())).bind("id", cursor.id()));
    return query;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  @Override
  public long count() {
    return database.read(
        "count tickets",
        handle -> handle.createQuery("SELECT count(*) FROM tickets").mapTo(Long.class).one());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Goes to a random place in the order of hashed ids, which has nothing to do with the tickets,
   * and draws from those that follow. Neighbours in that order are often drawn together.
   */
  @Override
  public List<Ticket> sample(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("A sample cannot have a negative size");
    }
    long place = ThreadLocalRandom.current().nextLong();
    int drawnFrom = Math.max(size, FEWEST_DRAWN_FROM);
    List<Ticket> tickets =
        database.read(
            "sample tickets",
            handle -> {
              List<Ticket> drawn = new ArrayList<>(shuffled(handle, ">=", place, drawnFrom));
              if (drawn.size() < drawnFrom) {
                drawn.addAll(shuffled(handle, "<", place, drawnFrom - drawn.size()));
              }
              return drawn;
            });
    Collections.shuffle(tickets, ThreadLocalRandom.current());
    return List.copyOf(tickets.subList(0, Math.min(size, tickets.size())));
  }

  private static List<Ticket> shuffled(Handle handle, String comparison, long place, int limit) {
    return TicketRows.tickets(
        "sample tickets",
        handle
            .createQuery(
                "SELECT "
                    + TicketRows.TICKET
                    + " FROM tickets WHERE hashtextextended(id, 0) "
                    + comparison
                    + " :place ORDER BY hashtextextended(id, 0) LIMIT :limit")
            .bind("place", place)
            .bind("limit", limit));
  }

  /** Settings of a store. Not safe for several threads. */
  public static final class Builder {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Jdbi jdbi;
    private Duration statementTimeout = Duration.ofSeconds(10);

    private Builder(Jdbi jdbi) {
      this.jdbi = jdbi;
    }

    /**
     * Sets how long the server may take for a statement, waiting for locks included. Then the
     * statement is cancelled; a server that does not react to that is cut off within ten more
     * seconds. Either way the call ends with a {@code StorageException} for {@code TIMEOUT}, and
     * nothing is written unless the answer to the commit itself was lost. A call of {@link
     * JdbiTicketStore#insertAll} makes one statement per 1,000 tickets. How long to wait for a
     * connection is up to the pool.
     *
     * @param timeout one second to one day, in whole seconds, 10 seconds by default
     * @return this
     * @throws IllegalArgumentException if the timeout is out of bounds or no whole seconds
     */
    public Builder statementTimeout(Duration timeout) {
      if (timeout.compareTo(ONE_SECOND) < 0
          || timeout.compareTo(LONGEST) > 0
          || !timeout.equals(timeout.truncatedTo(ChronoUnit.SECONDS))) {
        throw new IllegalArgumentException(
            "A statement timeout is 1 second to 1 day, in whole seconds, not " + timeout);
      }
      this.statementTimeout = timeout;
      return this;
    }

    /**
     * Makes the store. Does not connect yet.
     *
     * @return a store with these settings
     */
    public JdbiTicketStore build() {
      return new JdbiTicketStore(this);
    }
  }
}
