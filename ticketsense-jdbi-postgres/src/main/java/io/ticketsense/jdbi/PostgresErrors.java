package io.ticketsense.jdbi;

import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns what Jdbi and the driver throw into {@link StorageException}, by SQLSTATE. The driver's
 * exceptions are not kept as causes: their details and bound arguments quote rows.
 *
 * @see <a href="https://www.postgresql.org/docs/16/errcodes-appendix.html">SQLSTATE codes</a>
 */
final class PostgresErrors {

  private static final String NO_STATE = "";
  private static final String CONNECTION_FAILURE = "08006";

  private PostgresErrors() {}

  /**
   * Makes an exception that may cross a port.
   *
   * @param operation a verb phrase for the message
   * @param e what Jdbi or the driver threw
   */
  static StorageException translate(String operation, Exception e) {
    Optional<SQLException> cause = deepestSqlException(e);
    String state = cause.map(SQLException::getSQLState).orElse(NO_STATE);
    Reason reason = isCutOff(cause, state) ? Reason.TIMEOUT : reason(state, cause.isPresent());
    return new StorageException(operation, reason, detail(reason, state, cause));
  }

  /** Tells whether the network timeout cut an open connection. */
  private static boolean isCutOff(Optional<SQLException> cause, String state) {
    return state.equals(CONNECTION_FAILURE)
        && cause
            .map(Throwable::getCause)
            .filter(SocketTimeoutException.class::isInstance)
            .isPresent();
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
            // Class 40: transactions that got in each other's way; one of them is to try again.
            case "08", "40", "53", "58" -> Reason.UNAVAILABLE;
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
