package io.ticketsense.examples.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketsense.jdbi.JdbiTicketStore;
import java.time.Duration;

/** A pool of connections to Postgres and the store on it. */
record Database(HikariDataSource pool, JdbiTicketStore tickets) implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /** People wait for some of the answers. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Opens a pool, which connects when first used.
   *
   * @throws ConfigurationException if the driver does not take the address
   */
  static Database open(DatabaseUrl url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ticketsense");
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    // Shorter than the pool's patience, so that the pool knows why there is no connection.
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("loginTimeout", "3");
    config.addDataSourceProperty("ApplicationName", "ticketsense-demo");
    try {
      config.setJdbcUrl(url.jdbcUrl());
      url.user().ifPresent(config::setUsername);
      url.password().ifPresent(config::setPassword);
      HikariDataSource pool = new ImpatientPool(config, url.address());
      JdbiTicketStore tickets =
          JdbiTicketStore.builder(pool).statementTimeout(STATEMENT_TIMEOUT).build();
      return new Database(pool, tickets);
    } catch (RuntimeException e) {
      throw new ConfigurationException("DATABASE_URL has parameters that the driver does not take");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
