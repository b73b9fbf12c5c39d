package io.ticketsense.jdbi;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one answer. Others may have written them: those that break the constraints of a
 * ticket are told together, by their ids and without their text, so that they can be mended at
 * once.
 */
final class TicketRows {

  static final String TICKET = "id, subject, body, from_name, from_email, created_at";
  static final String POSITION = "id, created_at";

  private static final int MOST_TOLD = 10;

  private final List<String> broken = new ArrayList<>();

  private TicketRows() {}

  /**
   * Reads tickets.
   *
   * @param query that selects {@link #TICKET}
   */
  static List<Ticket> tickets(String operation, Query query) {
    return new TicketRows().read(operation, query, (row, context) -> ticket(row));
  }

  /**
   * Reads a page of ids. Overviews and bulk runs read all there are, so of the times only the one
   * that the next page starts from is looked at.
   *
   * @param query that selects {@link #POSITION} of one row past the page
   */
  static Page<String> ids(String operation, Query query, int limit) {
    AtomicReference<@Nullable Cursor> last = new AtomicReference<>();
    List<String> ids =
        new TicketRows()
            .read(
                operation,
                query,
                (row, context) -> {
                  String id = row.getString(1);
                  if (!Ticket.isValidId(id)) {
                    throw new IllegalArgumentException("id is not well-formed");
                  }
                  if (row.getRow() == limit) {
                    last.set(new Cursor(createdAt(row), id));
                  }
                  return id;
                });
    return ids.size() > limit
        ? new Page<>(ids.subList(0, limit), Optional.ofNullable(last.get()))
        : new Page<>(ids, Optional.empty());
  }

  private <T> List<T> read(String operation, Query query, RowMapper<T> mapper) {
    List<T> read =
        query.scanResultSet(
            (rows, context) -> {
              try (context) {
                return read(rows.get(), context, mapper);
              }
            });
    if (!broken.isEmpty()) {
      throw new StorageException(operation, Reason.SCHEMA, brokenRows());
    }
    return Collections.unmodifiableList(read);
  }

  private <T> List<T> read(ResultSet rows, StatementContext context, RowMapper<T> mapper)
      throws SQLException {
    List<T> read = new ArrayList<>();
    while (rows.next()) {
      try {
        read.add(mapper.map(rows, context));
      } catch (InvalidTicketException | IllegalArgumentException e) {
        broken.add(printable(rows.getString(1)) + ": " + e.getMessage());
      }
    }
    return read;
  }

  private String brokenRows() {
    List<String> told = broken.subList(0, Math.min(MOST_TOLD, broken.size()));
    int more = broken.size() - told.size();
    return "rows that are no valid tickets, ticket "
        + String.join("; ticket ", told)
        + (more == 0 ? "" : "; and " + more + " more");
  }

  /** An id that we did not write may hold what a log takes for a new line. */
  private static String printable(String id) {
    return id.replaceAll("\\p{C}", "?");
  }

  private static Ticket ticket(ResultSet row) throws SQLException {
    return new Ticket(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        createdAt(row));
  }

  private static Instant createdAt(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject("created_at", OffsetDateTime.class);
    if (time == null) {
      throw new IllegalArgumentException("created_at is required");
    }
    return time.toInstant();
  }
}
