package io.ticketsense.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ticketsense.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The table behind {@link JdbiTicketStore}. The scripts ship in this jar as {@code
 * io/ticketsense/jdbi/V<version>__<name>.sql}, for hosts that run them with a migration tool of
 * their own; each may be run again without harm.
 */
public final class TicketSchema {

  /** Version of the schema that this release needs. */
  public static final int VERSION = 1;

  private static final List<String> SCRIPTS = List.of("V1__tickets.sql");

  // Taken from the project's name; any number will do that nobody else locks on.
  private static final long LOCK = 0x7469636b6574L;

  private TicketSchema() {}

  /**
   * Creates the schema or brings it up to date, in one transaction. May be called by many processes
   * at once, at every start.
   *
   * @param dataSource of a role that may create tables, or read the version where all is in place;
   *     not closed
   * @return the version found before, 0 for none; {@link #VERSION} means there was nothing to do
   * @throws StorageException if Postgres cannot be reached or refuses, or its schema is newer than
   *     this release; nothing is changed then
   */
  public static int migrate(DataSource dataSource) {
    return migrate(Jdbi.create(dataSource));
  }

  /**
   * Does the same on connections of a {@link Jdbi}.
   *
   * @param jdbi of a role that may create tables, or read the version where all is in place
   * @return the version found before, 0 for none
   * @throws StorageException as {@link #migrate(DataSource)} throws it
   */
  public static int migrate(Jdbi jdbi) {
    return PostgresErrors.translate(
        "migrate the schema", () -> jdbi.inTransaction(TicketSchema::migrate));
  }

  private static int migrate(Handle handle) {
    // Looked at first, so that a role without the right to create tables can find all in place.
    int found = version(handle);
    if (found < VERSION) {
      handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
      handle.execute(
          "CREATE TABLE IF NOT EXISTS ticketsense_schema (version int PRIMARY KEY,"
              + " applied_at timestamptz NOT NULL DEFAULT now())");
      found = version(handle);
    }
    if (found > VERSION) {
      throw new StorageException(
          "migrate the schema",
          StorageException.Reason.SCHEMA,
          "it has version " + found + ", this release knows versions up to " + VERSION);
    }
    for (int version = found + 1; version <= VERSION; version++) {
      handle.createScript(script(SCRIPTS.get(version - 1))).execute();
      handle.execute("INSERT INTO ticketsense_schema (version) VALUES (?)", version);
    }
    return found;
  }

  private static int version(Handle handle) {
    boolean exists =
        handle
            .createQuery("SELECT to_regclass('ticketsense_schema') IS NOT NULL")
            .mapTo(Boolean.class)
            .one();
    return exists
        ? handle
            .createQuery("SELECT coalesce(max(version), 0) FROM ticketsense_schema")
            .mapTo(Integer.class)
            .one()
        : 0;
  }

  private static String script(String name) {
    try (InputStream in = TicketSchema.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
