package io.ticketsense.jdbi;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
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
   * Reads positions of tickets.
   *
   * @param query that selects {@link #POSITION}
   */
  static List<Cursor> positions(String operation, Query query) {
    return new TicketRows()
        .read(operation, query, (row, context) -> new Cursor(createdAt(row), row.getString("id")));
  }

  private <T> List<T> read(String operation, Query query, RowMapper<T> mapper) {
    List<Optional<T>> rows =
        query
            .map(
                (row, context) -> {
                  try {
                    return Optional.of(mapper.map(row, context));
                  } catch (InvalidTicketException | IllegalArgumentException e) {
                    broken.add(printable(row.getString("id")) + ": " + e.getMessage());
                    return Optional.<T>empty();
                  }
                })
            .list();
    if (!broken.isEmpty()) {
      throw new StorageException(operation, Reason.SCHEMA, brokenRows());
    }
    return rows.stream().flatMap(Optional::stream).toList();
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
        row.getString("id"),
        row.getString("subject"),
        row.getString("body"),
        row.getString("from_name"),
        row.getString("from_email"),
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
