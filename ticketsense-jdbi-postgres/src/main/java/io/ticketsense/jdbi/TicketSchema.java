package io.ticketsense.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ticketsense.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
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

  private static final String OPERATION = "migrate the schema";

  /** For one statement, of which the longest makes an index of a table that is adopted. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Short, since whoever comes to the table queues behind a change of it that waits. */
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

  private TicketSchema() {}

  /**
   * Creates the schema or brings it up to date, in one transaction. May be called by many processes
   * at once, at every start. Waits ten seconds for a table in use, since others queue behind it,
   * and ten minutes for a statement; where adopting a table takes longer, run the scripts by hand.
   *
   * @param dataSource of a role that may create tables, or read the version where all is in place;
   *     not closed
   * @return the version found before, 0 for none; {@link #VERSION} means there was nothing to do
   * @throws StorageException if Postgres cannot be reached, is too slow or refuses, or its schema
   *     is newer than this release; nothing is changed then
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
    return migrate(jdbi, SCRIPTS);
  }

  static int migrate(Jdbi jdbi, List<String> scripts) {
    return new Database(jdbi, TIMEOUT).write(OPERATION, handle -> migrate(handle, scripts));
  }

  private static int migrate(Handle handle, List<String> scripts) {
    int latest = scripts.size();
    // Looked at first, so that a role without the right to create tables can find all in place.
    int found = version(handle);
    if (found < latest) {
      handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
      handle.execute("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT.toSeconds() + "s'");
      handle.execute(
          "CREATE TABLE IF NOT EXISTS ticketsense_schema (version int PRIMARY KEY,"
              + " applied_at timestamptz NOT NULL DEFAULT now())");
      found = version(handle);
    }
    if (found > latest) {
      throw new StorageException(
          OPERATION,
          StorageException.Reason.SCHEMA,
          "it has version " + found + ", this release knows versions up to " + latest);
    }
    for (int version = found + 1; version <= latest; version++) {
      handle.createScript(script(scripts.get(version - 1))).execute();
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
