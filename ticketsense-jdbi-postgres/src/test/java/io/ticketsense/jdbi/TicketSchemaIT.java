package io.ticketsense.jdbi;

import static io.ticketsense.jdbi.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class TicketSchemaIT {

  private static final String ROWS_READ =
      "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'tickets'";

  private static TestPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void emptyDatabase() {
    postgres.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  @Test
  @DisplayName("The first call makes the schema, further ones change nothing")
  void migrate_again_changesNothing() {
    assertThat(TicketSchema.migrate(postgres.dataSource())).isZero();
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    store.insert(Samples.ticket(1));

    assertThat(TicketSchema.migrate(postgres.dataSource())).isEqualTo(TicketSchema.VERSION);

    assertThat(store.find("ticket_001")).contains(Samples.ticket(1));
  }

  @Test
  @DisplayName("Twenty processes may start at once")
  void migrate_concurrently_happensOnce() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(() -> TicketSchema.migrate(postgres.dataSource()));
      }
      List<Integer> found = new ArrayList<>();
      for (Future<Integer> future : executor.invokeAll(calls)) {
        found.add(future.get());
      }

      assertThat(found).containsOnly(0, TicketSchema.VERSION).containsOnlyOnce(0);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  @DisplayName("A table made by another system is adopted with its rows, and takes longer ids")
  void migrate_foreignTable_isAdopted() {
    makeForeignTable();
    Ticket old = Samples.ticket(1);
    insertForeign(old.id(), old.body(), old.fromEmail(), "'" + old.createdAt() + "'");

    assertThat(TicketSchema.migrate(postgres.dataSource())).isZero();

    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    Ticket longId = Samples.ticket("x".repeat(128), Samples.START);
    store.insert(longId);
    assertThat(store.page(Optional.empty(), 10).items()).containsExactly(old, longId);
    assertThat(store.sample(10)).containsExactlyInAnyOrder(old, longId);
    assertThat(columnsAndOurIndexes()).isEqualTo(freshColumnsAndIndexes());
  }

  private static void makeForeignTable() {
    postgres.execute(
        "CREATE TABLE tickets (id varchar(20) PRIMARY KEY, subject varchar(500) NOT NULL,"
            + " body text NOT NULL, from_name varchar(200) NOT NULL,"
            + " from_email varchar(300) NOT NULL, created_at timestamptz NOT NULL);"
            + " CREATE INDEX ix_tickets_created_at ON tickets (created_at)");
  }

  private static void insertForeign(String id, String body, String email, String createdAt) {
    postgres
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tickets VALUES (?, 'Subject of ' || ?, ?, 'Ana Díaz', ?, "
                        + createdAt
                        + ")",
                    id,
                    id,
                    body,
                    email));
  }

  @Test
  @DisplayName("Rows of another system that are no valid tickets are all named, without their text")
  void read_foreignRows_areNamed() {
    makeForeignTable();
    String email = "ana@moonpost.example";
    insertForeign("fine", "Body", email, "now()");
    insertForeign("no-body", "", email, "now()");
    insertForeign("too-long", "secret ".repeat(8_000), email, "now()");
    insertForeign("no-address", "secret", "secret", "now()");
    insertForeign("odd id\n", "secret", email, "now()");
    insertForeign("never", "secret", email, "'infinity'");
    TicketSchema.migrate(postgres.dataSource());
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());

    assertFails(
        () -> store.page(Optional.empty(), 10),
        Reason.SCHEMA,
        "list tickets",
        "ticket no-body: Invalid ticket: body must be",
        "ticket too-long: Invalid ticket: body must be",
        "ticket no-address: Invalid ticket: from_email must be",
        "ticket odd id?: Invalid ticket: id must be",
        "ticket never: Invalid ticket: created_at must lie");
    assertFails(() -> store.page(0, 10), Reason.SCHEMA, "list tickets", "no-body", "never");
    assertFails(() -> store.sample(10), Reason.SCHEMA, "sample tickets", "no valid tickets");
    assertFails(
        () -> store.pageIds(Optional.empty(), 10),
        Reason.SCHEMA,
        "list ticket ids",
        "ticket odd id?: id is not well-formed");
    assertFails(
        () -> store.pageIds(Optional.empty(), 1),
        Reason.SCHEMA,
        "list ticket ids",
        "ticket never: ");
    assertFails(() -> store.find("too-long"), Reason.SCHEMA, "find a ticket", "ticket too-long");
    assertThat(store.find("fine")).isPresent();
    assertThat(store.count()).isEqualTo(6);

    postgres.execute("DELETE FROM tickets WHERE id <> 'fine'");
    assertThat(store.page(Optional.empty(), 10).items()).hasSize(1);
  }

  @Test
  @DisplayName("Of very many invalid rows the first are named and the others counted")
  void read_manyForeignRows_areCounted() {
    makeForeignTable();
    postgres.execute(
        "INSERT INTO tickets SELECT 'row-' || i, '', '', '', '', now() FROM"
            + " generate_series(1, 30) AS i");
    TicketSchema.migrate(postgres.dataSource());

    assertFails(
        () -> JdbiTicketStore.create(postgres.dataSource()).page(0, 100),
        Reason.SCHEMA,
        "list tickets",
        "; and 20 more");
  }

  @Test
  @DisplayName("An earlier version is brought up to date in place and keeps its rows")
  void migrate_earlierVersion_isUpgraded() {
    List<String> scripts = List.of("V1__tickets.sql", "V2__for_tests.sql");
    TicketSchema.migrate(postgres.dataSource());
    JdbiTicketStore.create(postgres.dataSource()).insert(Samples.ticket(1));

    assertThat(TicketSchema.migrate(postgres.jdbi(), scripts)).isEqualTo(1);
    assertThat(TicketSchema.migrate(postgres.jdbi(), scripts)).isEqualTo(2);

    assertThat(postgres.number("SELECT count(extra) FROM tickets")).isOne();
    List<String> upgraded = columnsAndOurIndexes();
    emptyDatabase();
    assertThat(TicketSchema.migrate(postgres.jdbi(), scripts)).isZero();
    assertThat(columnsAndOurIndexes()).isEqualTo(upgraded);
  }

  @Test
  @DisplayName("A script that fails leaves the version before, whole")
  void migrate_scriptFails_changesNothing() {
    TicketSchema.migrate(postgres.dataSource());
    List<String> before = columnsAndOurIndexes();
    postgres.execute("ALTER TABLE tickets ADD COLUMN broken_on_purpose int");

    assertFails(
        () ->
            TicketSchema.migrate(
                postgres.jdbi(),
                List.of("V1__tickets.sql", "V2__for_tests.sql", "V3__broken_for_tests.sql")),
        Reason.SCHEMA,
        "migrate the schema",
        "42701");

    postgres.execute("ALTER TABLE tickets DROP COLUMN broken_on_purpose");
    assertThat(columnsAndOurIndexes()).isEqualTo(before);
    assertThat(TicketSchema.migrate(postgres.dataSource())).isEqualTo(TicketSchema.VERSION);
  }

  private List<String> freshColumnsAndIndexes() {
    emptyDatabase();
    TicketSchema.migrate(postgres.dataSource());
    return columnsAndOurIndexes();
  }

  private static List<String> columnsAndOurIndexes() {
    return postgres
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT attname || ' ' || format_type(atttypid, atttypmod) || attnotnull"
                            + " FROM pg_attribute WHERE attrelid = 'tickets'::regclass"
                            + " AND attnum > 0 AND NOT attisdropped"
                            + " UNION ALL SELECT indexdef FROM pg_indexes"
                            + " WHERE tablename = 'tickets' AND indexname NOT LIKE 'ix_%'"
                            + " ORDER BY 1")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  @DisplayName("Where all is in place, a role without the right to create tables may ask, too")
  void migrate_inPlaceAndFewRights_changesNothing() {
    TicketSchema.migrate(postgres.dataSource());
    postgres.execute(
        "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA public TO reader;"
            + " GRANT SELECT ON ticketsense_schema TO reader");
    PGSimpleDataSource reader = new PGSimpleDataSource();
    reader.setPortNumbers(new int[] {postgres.port()});
    reader.setDatabaseName("postgres");
    reader.setUser("reader");

    assertThat(TicketSchema.migrate(reader)).isEqualTo(TicketSchema.VERSION);
  }

  @Test
  @DisplayName("A schema newer than this release is left alone, and told")
  void migrate_newerSchema_isRefused() {
    TicketSchema.migrate(postgres.dataSource());
    postgres.execute("INSERT INTO ticketsense_schema (version) VALUES (99)");

    assertFails(
        () -> TicketSchema.migrate(postgres.dataSource()),
        Reason.SCHEMA,
        "migrate the schema",
        "version 99");
  }

  @Test
  @DisplayName("Of 100,000 tickets, pages, look-ups and samples read little more than they return")
  void queries_manyRows_useIndexes() throws Exception {
    TicketSchema.migrate(postgres.dataSource());
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    store.insertAll(Samples.tickets(100_000));
    postgres.execute("VACUUM ANALYZE tickets");
    Cursor middle = Cursor.after(Samples.ticket(50_000));

    assertThat(rowsRead(() -> store.page(Optional.empty(), 20))).isBetween(20L, 50L);
    assertThat(rowsRead(() -> store.page(Optional.of(middle), 20))).isBetween(20L, 50L);
    assertThat(rowsRead(() -> store.pageIds(Optional.of(middle), 20))).isLessThan(50L);
    assertThat(rowsRead(() -> store.page(50_000, 20))).isBetween(50_020L, 50_050L);
    assertThat(rowsRead(() -> store.sample(10))).isBetween(10L, 50L);
    assertThat(rowsRead(() -> store.find("ticket_001"))).isOne();
  }

  /** Counts rows of the table that were fetched for some work, by way of an index or without. */
  private static long rowsRead(ThrowingCallable work) throws Exception {
    awaitStatistics();
    long before = postgres.number(ROWS_READ);
    assertThatCode(work).doesNotThrowAnyException();
    awaitStatistics();
    return postgres.number(ROWS_READ) - before;
  }

  /** A session hands in its statistics before it is gone. */
  private static void awaitStatistics() throws Exception {
    Await.until(
        () ->
            postgres.number(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
                == 0);
  }
}
