package io.ticketsense.jdbi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A real Postgres on loopback, with the schema in place. */
final class TestPostgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static TestPostgres start() {
    try {
      return new TestPostgres(EmbeddedPostgres.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataSource dataSource() {
    return server.getPostgresDatabase();
  }

  /** Makes a database that sorts text as people do, as most servers do and this one does not. */
  DataSource linguisticDatabase() {
    execute(
        "CREATE DATABASE linguistic TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            + " LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
    return server.getDatabase("postgres", "linguistic");
  }

  int port() {
    return server.getPort();
  }

  Jdbi jdbi() {
    return Jdbi.create(dataSource());
  }

  void execute(String sql) {
    jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
