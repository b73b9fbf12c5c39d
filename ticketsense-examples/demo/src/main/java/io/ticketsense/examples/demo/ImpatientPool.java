package io.ticketsense.examples.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * A pool that makes its first connection at once or not at all. Later ones are worth waiting for,
 * but who has mistyped an address should not have to.
 */
final class ImpatientPool extends HikariDataSource {

  private static final String PROTOCOL_VIOLATION = "08P01";

  private final String address;
  private volatile boolean connected;

  ImpatientPool(HikariConfig config, String address) {
    super(config);
    this.address = address;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!connected) {
      connectOnce();
      connected = true;
    }
    return super.getConnection();
  }

  private void connectOnce() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(getDataSourceProperties());
    Optional.ofNullable(getUsername()).ifPresent(user -> properties.put("user", user));
    Optional.ofNullable(getPassword()).ifPresent(secret -> properties.put("password", secret));
    try {
      DriverManager.getConnection(getJdbcUrl(), properties).close();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("08")) {
        String message = "no connection to Postgres at " + address + ": " + reason(e);
        throw new SQLException(message, state);
      }
      throw e;
    }
  }

  private static String reason(SQLException e) {
    Throwable cause = e.getCause();
    if (cause instanceof UnknownHostException) {
      return "unknown host";
    }
    if (cause instanceof ConnectException) {
      return "refused";
    }
    if (cause instanceof SocketTimeoutException) {
      return "no answer";
    }
    return PROTOCOL_VIOLATION.equals(e.getSQLState()) ? "not Postgres" : "" + e.getMessage();
  }
}
