package io.ticketsense.jdbi;

import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns what Jdbi and the driver throw into {@link StorageException}, by SQLSTATE. The driver's
 * exceptions are not kept as causes: their details and bound arguments quote rows.
 *
 * @see <a href="https://www.postgresql.org/docs/16/errcodes-appendix.html">SQLSTATE codes</a>
 */
final class PostgresErrors {

  static final String UNIQUE_VIOLATION = "23505";

  private static final String NO_STATE = "";

  private PostgresErrors() {}

  /**
   * Carries out a database operation.
   *
   * @param operation a verb phrase for the message
   * @param work what to do
   * @return what the work returned
   * @throws StorageException in place of exceptions of Jdbi and the driver
   */
  static <T> T translate(String operation, Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw translate(operation, e);
    }
  }

  static StorageException translate(String operation, JdbiException e) {
    Optional<SQLException> cause = deepestSqlException(e);
    String state = sqlState(cause);
    Reason reason = reason(state, cause.isPresent());
    return new StorageException(operation, reason, detail(reason, state, cause));
  }

  /** Returns the SQLSTATE behind an exception, or an empty text if there is none. */
  static String sqlState(JdbiException e) {
    return sqlState(deepestSqlException(e));
  }

  private static String sqlState(Optional<SQLException> cause) {
    return cause.map(SQLException::getSQLState).orElse(NO_STATE);
  }

  /** A pool wraps what the driver says. */
  private static Optional<SQLException> deepestSqlException(Throwable e) {
    Optional<SQLException> deepest = Optional.empty();
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        deepest = Optional.of(sql);
      }
    }
    return deepest;
  }

  private static Reason reason(String state, boolean isSqlException) {
    return switch (state) {
      case "57014", "55P03", "25P03", "25P04" -> Reason.TIMEOUT;
      case "42501" -> Reason.PERMISSION;
      case "57P01", "57P02", "57P03", "57P05", "25006" -> Reason.UNAVAILABLE;
      // A pool that gives up waiting for a connection reports no state.
      case NO_STATE -> isSqlException ? Reason.UNAVAILABLE : Reason.REJECTED;
      default ->
          switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "53" -> Reason.UNAVAILABLE;
            case "28" -> Reason.PERMISSION;
            case "3D", "3F", "42" -> Reason.SCHEMA;
            default -> Reason.REJECTED;
          };
    };
  }

  private static String detail(Reason reason, String state, Optional<SQLException> cause) {
    String code = state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
    return switch (reason) {
      // Data errors may quote the data.
      case REJECTED -> "Postgres refused it" + code;
      default -> cause.map(PostgresErrors::message).orElse("unknown error") + code;
    };
  }

  private static String message(SQLException e) {
    ServerErrorMessage answer = e instanceof PSQLException ps ? ps.getServerErrorMessage() : null;
    String message = answer == null ? e.getMessage() : answer.getMessage();
    return message == null ? e.getClass().getName() : message;
  }
}
