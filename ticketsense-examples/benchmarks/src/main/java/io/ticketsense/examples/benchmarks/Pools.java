package io.ticketsense.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;

/** Pools of connections to a server that a benchmark has started. */
final class Pools {

  private Pools() {}

  static HikariDataSource of(EmbeddedPostgresServer server) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:" + server.url().replace("postgres@", ""));
    config.setUsername("postgres");
    return new HikariDataSource(config);
  }
}
