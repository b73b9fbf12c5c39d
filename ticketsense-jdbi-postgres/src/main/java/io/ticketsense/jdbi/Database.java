package io.ticketsense.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.postgresql.PGConnection;

/**
 * The host's database, used so that every wait ends and nothing stays behind: no setting of the
 * session and no named statement, for behind PgBouncer the next transaction may have another
 * session; and the connection as it came, for others use it next. All of this is done in the driver
 * and costs no message to the server.
 */
final class Database {

  /** How long after its time a statement may take to be cancelled, before the connection is cut. */
  private static final Duration CANCELLING = Duration.ofSeconds(5);

  private final Jdbi jdbi;
  private final Duration statementTimeout;

  /**
   * Creates one.
   *
   * @param statementTimeout how long the server may take to answer, in whole seconds
   */
  Database(Jdbi jdbi, Duration statementTimeout) {
    this.jdbi = jdbi;
    this.statementTimeout = statementTimeout;
  }

  /**
   * Carries out statements, each for itself.
   *
   * @param operation a verb phrase for exceptions
   * @throws io.ticketsense.error.StorageException in place of exceptions of Jdbi and the driver
   */
  <T> T read(String operation, HandleCallback<T, SQLException> work) {
    return call(operation, handle -> withOwnSettings(handle, true, work));
  }

  /**
   * Carries out all statements or, on failure, none. Jdbi's own transactions take a connection that
   * comes without autocommit for one that is in a transaction already.
   *
   * @param operation a verb phrase for exceptions
   * @throws io.ticketsense.error.StorageException in place of exceptions of Jdbi and the driver
   */
  <T> T write(String operation, HandleCallback<T, SQLException> work) {
    return call(operation, handle -> withOwnSettings(handle, false, inTransaction(work)));
  }

  private <T> T call(String operation, HandleCallback<T, SQLException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException | SQLException e) {
      throw PostgresErrors.translate(operation, e);
    }
  }

  private static <T> HandleCallback<T, SQLException> inTransaction(
      HandleCallback<T, SQLException> work) {
    return handle -> {
      Connection connection = handle.getConnection();
      boolean committed = false;
      try {
        T result = work.withHandle(handle);
        connection.commit();
        committed = true;
        return result;
      } finally {
        if (!committed && !connection.isClosed()) {
          connection.rollback();
        }
      }
    };
  }

  private <T> T withOwnSettings(
      Handle handle, boolean autoCommit, HandleCallback<T, SQLException> work) throws SQLException {
    handle
        .getConfig(SqlStatements.class)
        .setQueryTimeout(Math.toIntExact(statementTimeout.toSeconds()));
    Connection connection = handle.getConnection();
    PGConnection driver = connection.unwrap(PGConnection.class);
    boolean itsAutoCommit = connection.getAutoCommit();
    int itsNetworkTimeout = connection.getNetworkTimeout();
    int itsPrepareThreshold = driver.getPrepareThreshold();
    connection.setAutoCommit(autoCommit);
    connection.setNetworkTimeout(Runnable::run, shorter(itsNetworkTimeout));
    driver.setPrepareThreshold(0);
    try {
      return work.withHandle(handle);
    } finally {
      if (!connection.isClosed()) {
        driver.setPrepareThreshold(itsPrepareThreshold);
        connection.setNetworkTimeout(Runnable::run, itsNetworkTimeout);
        connection.setAutoCommit(itsAutoCommit);
      }
    }
  }

  /** A server that hangs as a whole cancels nothing; then the connection is cut. */
  private int shorter(int networkTimeout) {
    int ours = Math.toIntExact(statementTimeout.plus(CANCELLING).toMillis());
    return networkTimeout == 0 ? ours : Math.min(ours, networkTimeout);
  }
}
