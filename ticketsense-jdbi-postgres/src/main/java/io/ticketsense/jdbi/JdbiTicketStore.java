package io.ticketsense.jdbi;

import static io.ticketsense.jdbi.PostgresErrors.translate;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.StorageException;
import io.ticketsense.port.TicketStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Keeps tickets in Postgres 13 or newer, in the table that {@link TicketSchema} makes.
 *
 * <p>Each call takes one connection and gives it back before it returns. Safe for all threads. Owns
 * nothing; close the pool yourself.
 */
public final class JdbiTicketStore implements TicketStore {

  private static final String COLUMNS = "id, subject, body, from_name, from_email, created_at";
  private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id COLLATE \"C\" DESC";

  /** Of how many candidates a ticket of a sample is chosen: more even out the gaps in the order. */
  private static final long CANDIDATES = 8;

  private final Jdbi jdbi;

  private JdbiTicketStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Creates a store. Does not connect yet.
   *
   * @param dataSource gives connections, best from a pool; not closed by this store
   * @return a store
   */
  public static JdbiTicketStore create(DataSource dataSource) {
    return create(Jdbi.create(dataSource));
  }

  /**
   * Creates a store. Does not connect yet.
   *
   * @param jdbi gives connections
   * @return a store
   */
  public static JdbiTicketStore create(Jdbi jdbi) {
    return new JdbiTicketStore(jdbi);
  }

  @Override
  public void insert(Ticket ticket) {
    String operation = "insert a ticket";
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO tickets ("
                          + COLUMNS
                          + ") VALUES (:id, :subject, :body, :fromName, :fromEmail, :createdAt)")
                  .bind("id", ticket.id())
                  .bind("subject", ticket.subject())
                  .bind("body", ticket.body())
                  .bind("fromName", ticket.fromName())
                  .bind("fromEmail", ticket.fromEmail())
                  .bind("createdAt", utc(ticket.createdAt()))
                  .execute());
    } catch (JdbiException e) {
      if (PostgresErrors.sqlState(e).equals(PostgresErrors.UNIQUE_VIOLATION)) {
        throw new DuplicateTicketException(ticket.id());
      }
      throw translate(operation, e);
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
    Set<String> inserted = new HashSet<>();
    translate(
        "insert tickets",
        () ->
            jdbi.inTransaction(
                handle -> {
                  TicketBatches.of(byId.values())
                      .forEach(batch -> inserted.addAll(insert(handle, batch)));
                  return inserted;
                }));
    return Set.copyOf(inserted);
  }

  private static List<String> insert(Handle handle, List<Ticket> batch) {
    Query query =
        handle.createQuery(
            "INSERT INTO tickets ("
                + COLUMNS
                + ") SELECT * FROM unnest(:id, :subject, :body, :fromName, :fromEmail,"
                + " :createdAt::timestamptz[]) ON CONFLICT DO NOTHING RETURNING id");
    query.registerArrayType(String.class, "text");
    bindArray(query, "id", batch, Ticket::id);
    bindArray(query, "subject", batch, Ticket::subject);
    bindArray(query, "body", batch, Ticket::body);
    bindArray(query, "fromName", batch, Ticket::fromName);
    bindArray(query, "fromEmail", batch, Ticket::fromEmail);
    bindArray(query, "createdAt", batch, ticket -> ticket.createdAt().toString());
    return query.mapTo(String.class).list();
  }

  private static void bindArray(
      SqlStatement<?> statement,
      String name,
      List<Ticket> tickets,
      Function<Ticket, String> column) {
    statement.bindArray(name, String.class, tickets.stream().map(column).toList());
  }

  @Override
  public Optional<Ticket> find(String id) {
    if (!Ticket.isValidId(id)) {
      return Optional.empty();
    }
    return translate(
        "find a ticket",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("SELECT " + COLUMNS + " FROM tickets WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> ticket(row))
                        .findOne()));
  }

  @Override
  public Page<Ticket> page(Optional<Cursor> after, int limit) {
    return page("list tickets", COLUMNS, after, limit, (row, context) -> ticket(row))
        .apply(Cursor::after);
  }

  @Override
  public List<Ticket> page(long offset, int limit) {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException(
          "A page needs an offset of at least 0 and a limit of at least 1");
    }
    return translate(
        "list tickets",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT "
                                + COLUMNS
                                + " FROM tickets"
                                + NEWEST_FIRST
                                + " OFFSET :offset LIMIT :limit")
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map((row, context) -> ticket(row))
                        .list()));
  }

  @Override
  public Page<String> pageIds(Optional<Cursor> after, int limit) {
    RowMapper<Cursor> position = (row, context) -> new Cursor(createdAt(row), row.getString("id"));
    return page("list ticket ids", "id, created_at", after, limit, position)
        .apply(Function.identity())
        .map(positions -> positions.stream().map(Cursor::id).toList());
  }

  private <T> Function<Function<T, Cursor>, Page<T>> page(
      String operation, String columns, Optional<Cursor> after, int limit, RowMapper<T> mapper) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page needs a limit of at least 1");
    }
    String where = after.isPresent() ? " WHERE (created_at, id COLLATE \"C\") < (:time, :id)" : "";
    String sql = "SELECT " + columns + " FROM tickets" + where + NEWEST_FIRST + " LIMIT :limit";
    List<T> items =
        translate(
            operation,
            () ->
                jdbi.withHandle(
                    handle -> {
                      Query query = handle.createQuery(sql).bind("limit", limit + 1L);
                      after.ifPresent(
                          cursor ->
                              query.bind("time", utc(cursor.createdAt())).bind("id", cursor.id()));
                      return query.map(mapper).list();
                    }));
    return position -> Page.of(items, limit, position);
  }

  @Override
  public long count() {
    return translate(
        "count tickets",
        () ->
            jdbi.withHandle(
                handle ->
                    handle.createQuery("SELECT count(*) FROM tickets").mapTo(Long.class).one()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Goes to a random place in the order of hashed ids, and picks from the tickets that follow.
   */
  @Override
  public List<Ticket> sample(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("A sample cannot have a negative size");
    }
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM tickets WHERE id IN (SELECT id FROM (SELECT id FROM ("
            + shuffledFromPlace(">=")
            + " UNION ALL "
            + shuffledFromPlace("<")
            + ") AS from_place_on LIMIT :candidates) AS candidate ORDER BY random() LIMIT :size)";
    return translate(
        "sample tickets",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(sql)
                        .bind("place", ThreadLocalRandom.current().nextLong())
                        .bind("candidates", size * CANDIDATES)
                        .bind("size", size)
                        .map((row, context) -> ticket(row))
                        .list()));
  }

  private static String shuffledFromPlace(String comparison) {
    return "(SELECT id FROM tickets WHERE hashtextextended(id, 0) "
        + comparison
        + " :place ORDER BY hashtextextended(id, 0) LIMIT :candidates)";
  }

  private static Ticket ticket(ResultSet row) throws SQLException {
    try {
      return new Ticket(
          row.getString("id"),
          row.getString("subject"),
          row.getString("body"),
          row.getString("from_name"),
          row.getString("from_email"),
          createdAt(row));
    } catch (InvalidTicketException e) {
      throw new StorageException(
          "read ticket " + row.getString("id"), StorageException.Reason.SCHEMA, e.getMessage());
    }
  }

  private static Instant createdAt(ResultSet row) throws SQLException {
    return row.getObject("created_at", OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
