package io.ticketsense.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class TicketSchemaIT {

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
    postgres.execute(
        "CREATE TABLE tickets (id varchar(20) PRIMARY KEY, subject varchar(500) NOT NULL,"
            + " body text NOT NULL, from_name varchar(200) NOT NULL,"
            + " from_email varchar(300) NOT NULL, created_at timestamptz NOT NULL)");
    Ticket old = Samples.ticket(1);
    postgres
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?::timestamptz)",
                    old.id(),
                    old.subject(),
                    old.body(),
                    old.fromName(),
                    old.fromEmail(),
                    old.createdAt().toString()));

    assertThat(TicketSchema.migrate(postgres.dataSource())).isZero();

    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    Ticket longId = Samples.ticket("x".repeat(128), Samples.START);
    store.insert(longId);
    assertThat(store.page(Optional.empty(), 10).items()).containsExactly(old, longId);
    assertThat(store.sample(10)).containsExactlyInAnyOrder(old, longId);
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

    assertThatThrownBy(() -> TicketSchema.migrate(postgres.dataSource()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SCHEMA))
        .hasMessageContaining("version 99");
  }

  @Test
  @DisplayName("Pages, look-ups and samples use their indexes")
  void queries_manyRows_useIndexes() {
    TicketSchema.migrate(postgres.dataSource());
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    store.insertAll(Samples.tickets(5_000));
    postgres.execute("ANALYZE tickets");
    postgres.execute("SELECT pg_stat_force_next_flush()");
    postgres.execute("SELECT pg_stat_reset()");

    store.page(Optional.empty(), 20).next().ifPresent(next -> store.page(Optional.of(next), 20));
    store.pageIds(Optional.empty(), 20);
    store.sample(10);
    var unused = store.find("ticket_001");

    assertThat(sequentialScans()).isZero();
  }

  /** Statistics arrive a moment late unless asked for in a session of their own. */
  private static long sequentialScans() {
    return postgres
        .jdbi()
        .withHandle(
            h -> {
              h.execute("SELECT pg_sleep(1.1)");
              return h.createQuery(
                      "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'tickets'")
                  .mapTo(Long.class)
                  .one();
            });
  }
}
