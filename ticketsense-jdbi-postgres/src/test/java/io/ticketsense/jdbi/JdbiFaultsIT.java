package io.ticketsense.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketsense.TriageService;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import io.ticketsense.port.TriageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    postgres.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    TicketSchema.migrate(postgres.dataSource());
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

    assertFails(store::count, Reason.UNAVAILABLE, "Could not count tickets", "localhost:1");
  }

  @Test
  @DisplayName("A pool without a free connection is unavailable, with the reason behind it")
  void count_poolOfUnreachable_isUnavailable() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(1, "postgres", "postgres"));
    config.setConnectionTimeout(300);
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertFails(JdbiTicketStore.create(pool)::count, Reason.UNAVAILABLE, "localhost:1");
    }
  }

  @Test
  @DisplayName("Wrong credentials and missing rights are told without the password")
  void count_notAllowed_isPermission() {
    postgres.execute("CREATE ROLE clerk LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA public TO clerk");

    assertFails(
        JdbiTicketStore.create(source(postgres.port(), "clerk", "postgres"))::count,
        Reason.PERMISSION,
        "tickets");
    assertFails(
        JdbiTicketStore.create(source(postgres.port(), "nobody", "postgres"))::count,
        Reason.PERMISSION,
        "nobody");
  }

  @Test
  @DisplayName("A missing table or database is a matter of the schema")
  void count_notMigrated_isSchema() {
    postgres.execute("DROP TABLE tickets");

    assertFails(
        JdbiTicketStore.create(postgres.dataSource())::count, Reason.SCHEMA, "tickets", "42P01");
    assertFails(
        JdbiTicketStore.create(source(postgres.port(), "postgres", "nowhere"))::count,
        Reason.SCHEMA,
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
  @DisplayName("A row that breaks the constraints is named, without its text")
  void find_invalidRow_isSchema() {
    postgres.execute(
        "INSERT INTO tickets VALUES ('odd', 's', 'secret', 'n', 'not-an-address', now())");
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());

    assertFails(() -> store.find("odd"), Reason.SCHEMA, "ticket odd", "from_email");
  }

  @Test
  @DisplayName("A statement that is cancelled for its time is a timeout")
  void insert_statementTimeout_isTimeout() throws Exception {
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    PGSimpleDataSource impatient = source(postgres.port(), "postgres", "postgres");
    impatient.setOptions("-c lock_timeout=50ms");

    postgres
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute("LOCK TABLE tickets");
              assertFails(
                  () -> JdbiTicketStore.create(impatient).insert(Samples.ticket(1)),
                  Reason.TIMEOUT,
                  "insert a ticket");
            });

    assertThat(store.count()).isZero();
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

  private static void assertFails(ThrowingCallable call, Reason reason, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
