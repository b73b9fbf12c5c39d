package io.ticketsense.jdbi;

import static io.ticketsense.jdbi.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketsense.TriageService;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.StorageException.Reason;
import io.ticketsense.port.TriageModel;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class JdbiFaultsIT {

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
  void emptyStore() {
    postgres.emptySchema();
  }

  private static PGSimpleDataSource source(int port, String user, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port});
    source.setUser(user);
    source.setPassword("secret-password");
    source.setDatabaseName(database);
    source.setConnectTimeout(5);
    return source;
  }

  @Test
  @DisplayName("An unreachable server is told with its address")
  void count_unreachable_isUnavailable() {
    JdbiTicketStore store = JdbiTicketStore.create(source(1, "postgres", "postgres"));

    assertFails(store::count, Reason.UNAVAILABLE, "count tickets", "localhost:1");
  }

  @Test
  @DisplayName("A pool without a free connection is unavailable, with the reason behind it")
  void count_poolOfUnreachable_isUnavailable() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(1, "postgres", "postgres"));
    config.setConnectionTimeout(300);
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertFails(
          JdbiTicketStore.create(pool)::count, Reason.UNAVAILABLE, "count tickets", "localhost:1");
    }
  }

  @Test
  @DisplayName("Wrong credentials and missing rights are told without the password")
  void count_notAllowed_isPermission() {
    postgres.execute("CREATE ROLE clerk LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA public TO clerk");

    assertFails(
        JdbiTicketStore.create(source(postgres.port(), "clerk", "postgres"))::count,
        Reason.PERMISSION,
        "count tickets");
    assertFails(
        JdbiTicketStore.create(source(postgres.port(), "nobody", "postgres"))::count,
        Reason.PERMISSION,
        "count tickets",
        "nobody");
  }

  @Test
  @DisplayName("A missing table or database is a matter of the schema")
  void count_notMigrated_isSchema() {
    postgres.execute("DROP TABLE tickets");

    assertFails(
        JdbiTicketStore.create(postgres.dataSource())::count,
        Reason.SCHEMA,
        "count tickets",
        "42P01");
    assertFails(
        JdbiTicketStore.create(source(postgres.port(), "postgres", "nowhere"))::count,
        Reason.SCHEMA,
        "count tickets",
        "nowhere");
  }

  @Test
  @DisplayName(
      "A batch that the server refuses stores nothing, and the message holds no text of it")
  void insertAll_refused_storesNothing() {
    postgres.execute(
        "ALTER TABLE tickets ADD CONSTRAINT no_secrets CHECK (body NOT LIKE '%secret%')");
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    Ticket refused =
        new Ticket("zzz", "s", "the secret body", "n", "a@moonpost.example", Samples.START);
    List<Ticket> batch = new ArrayList<>(Samples.tickets(1_500));
    batch.add(refused);

    assertFails(() -> store.insertAll(batch), Reason.REJECTED, "insert tickets", "23514");
    assertFails(() -> store.insert(refused), Reason.REJECTED, "insert a ticket", "23514");

    assertThat(store.count()).isZero();
  }

  @Test
  @DisplayName("A server or session that only reads refuses to write, and is worth trying later")
  void insert_readOnly_isUnavailable() {
    PGSimpleDataSource readOnly = postgres.dataSource("postgres");
    readOnly.setOptions("-c default_transaction_read_only=on");
    JdbiTicketStore store = JdbiTicketStore.create(readOnly);

    assertFails(
        () -> store.insert(Samples.ticket(1)), Reason.UNAVAILABLE, "insert a ticket", "25006");
    assertFails(
        () -> store.insertAll(Samples.tickets(2)), Reason.UNAVAILABLE, "insert tickets", "25006");

    assertThat(store.count()).isZero();
  }

  @Test
  @DisplayName("With too many connections it is unavailable, and works once there is one")
  void count_tooManyConnections_isUnavailable() throws Exception {
    postgres.execute("CREATE ROLE few LOGIN CONNECTION LIMIT 1");
    postgres.execute("GRANT USAGE ON SCHEMA public TO few; GRANT SELECT ON tickets TO few");
    PGSimpleDataSource few = postgres.dataSource("few");
    JdbiTicketStore store = JdbiTicketStore.create(few);

    try (Connection first = few.getConnection()) {
      assertThat(first.isValid(5)).isTrue();
      assertFails(store::count, Reason.UNAVAILABLE, "count tickets", "53300");
    }

    Await.success(() -> assertThat(store.count()).isZero());
  }

  @Test
  @DisplayName("A batch whose connection is cut stores nothing, and the pool recovers by itself")
  void insertAll_connectionCut_isUnavailableAndStoresNothing() throws Exception {
    postgres.slowDown();
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.dataSource());
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      JdbiTicketStore store = JdbiTicketStore.create(pool);
      var cut =
          CompletableFuture.runAsync(
              () ->
                  assertFails(
                      () -> store.insertAll(Samples.tickets(5_000)),
                      Reason.UNAVAILABLE,
                      "insert tickets",
                      "57P01"));
      String inserting = "FROM pg_stat_activity WHERE query LIKE 'INSERT%' AND state = 'active'";
      postgres.awaitProgress(TicketBatches.MAX_ROWS + 100);
      assertThat(postgres.number("SELECT count(pg_terminate_backend(pid)) " + inserting)).isOne();
      cut.get();
      postgres.speedUp();

      assertThat(store.count()).isZero();
      assertThat(store.insertAll(Samples.tickets(5_000))).hasSize(5_000);
    }
  }

  @Test
  @DisplayName("With a pool of one connection, others read while a model thinks")
  void submit_slowModelAndPoolOfOne_leavesConnectionFree() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.dataSource());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(5_000);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    TriageModel slow =
        new TriageModel() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public TriageResult triage(TriageRequest request) {
            asked.countDown();
            try {
              answer.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return TriageResult.of(Samples.output(1), name());
          }
        };
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (HikariDataSource pool = new HikariDataSource(config)) {
      JdbiTicketStore store = JdbiTicketStore.create(pool);
      TriageService service = TriageService.builder(slow).store(store).build();

      var submission =
          CompletableFuture.supplyAsync(() -> service.submit(Samples.ticket(1)), executor);
      asked.await();

      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(service.find("ticket_001")).isPresent();
      assertThat(submission).isNotDone();
      answer.countDown();
      assertThat(submission.get().result()).isPresent();
    } finally {
      answer.countDown();
      executor.shutdownNow();
    }
  }
}
