package io.ticketsense.jdbi;

import static io.ticketsense.jdbi.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketsense.contract.Samples;
import io.ticketsense.contract.Threads;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.postgresql.PGConnection;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class BoundedWaitsIT {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int POOL_SIZE = 4;

  private static TestPostgres postgres;

  private HikariDataSource pool;
  private JdbiTicketStore store;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void fillPool() {
    postgres.emptySchema();
    pool = pool(POOL_SIZE);
    store = JdbiTicketStore.builder(pool).statementTimeout(SHORT).build();
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private static HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.dataSource());
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(2_000);
    config.setValidationTimeout(1_000);
    return new HikariDataSource(config);
  }

  @Test
  @DisplayName("Behind a locked table every operation ends as a timeout and writes nothing")
  void everything_lockedTable_isTimeout() {
    postgres
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute("LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE");
              assertTimeout("insert a ticket", () -> store.insert(Samples.ticket(1)));
              assertTimeout("insert tickets", () -> store.insertAll(Samples.tickets(2)));
              assertTimeout("find a ticket", () -> store.find("ticket_001"));
              assertTimeout("list tickets", () -> store.page(Optional.empty(), 10));
              assertTimeout("list tickets", () -> store.page(0, 10));
              assertTimeout("list ticket ids", () -> store.pageIds(Optional.empty(), 10));
              assertTimeout("count tickets", store::count);
              assertTimeout("sample tickets", () -> store.sample(10));
            });

    assertThat(store.count()).isZero();
  }

  @Test
  @DisplayName("Behind an id that another transaction is just storing, too; later it works")
  void insert_idBeingStored_isTimeout() {
    try (Handle other = postgres.jdbi().open()) {
      other.begin();
      other.execute(
          "INSERT INTO tickets VALUES ('ticket_001', 's', 'b', 'n', 'a@b.example', now())");

      assertTimeout("insert a ticket", () -> store.insert(Samples.ticket(1)));
      assertTimeout("insert tickets", () -> store.insertAll(Samples.tickets(3)));
      assertThat(store.count()).isZero();
      other.rollback();
    }

    assertThat(store.insertAll(Samples.tickets(3))).hasSize(3);
  }

  private static void assertTimeout(
      String operation, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertFails(call, Reason.TIMEOUT, operation, "57014");
  }

  @Test
  @DisplayName("A migration waits briefly for the table, for all others queue behind it")
  void migrate_lockedTable_isTimeoutAndChangesNothing() {
    postgres.execute(
        "DROP TABLE ticketsense_schema; ALTER TABLE tickets ALTER id TYPE varchar(20)");
    try (Handle other = postgres.jdbi().open()) {
      other.begin();
      other.execute("LOCK TABLE tickets IN ACCESS SHARE MODE");

      assertFails(
          () -> TicketSchema.migrate(postgres.dataSource()),
          Reason.TIMEOUT,
          "migrate the schema",
          "55P03");

      assertThat(postgres.number("SELECT count(to_regclass('ticketsense_schema'))")).isZero();
      other.rollback();
    }

    assertThat(TicketSchema.migrate(postgres.dataSource())).isZero();
  }

  @Test
  @DisplayName(
      "A server that hangs as a whole costs each caller a bounded time, then all works again")
  void everything_serverPaused_endsAndRecovers() throws Exception {
    assertThat(store.insertAll(Samples.tickets(100))).hasSize(100);
    Await.until(() -> pool.getHikariPoolMXBean().getIdleConnections() == POOL_SIZE);

    postgres.pause();
    List<Throwable> failures;
    try {
      failures =
          Threads.together(8, i -> catchThrowable(() -> store.insert(Samples.ticket(100 + i))));
    } finally {
      postgres.resume();
    }

    assertThat(failures)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.reason()).isIn(Reason.TIMEOUT, Reason.UNAVAILABLE)));
    Await.success(() -> store.count());
    assertThat(store.insertAll(Samples.tickets(108))).isNotNull();
    assertThat(store.count()).isEqualTo(108);
  }

  @Test
  @DisplayName("A connection comes back as it was, also after failures")
  void everything_pooled_leavesConnectionAsItWas() throws Exception {
    try (HikariDataSource one = pool(1)) {
      JdbiTicketStore onOne = JdbiTicketStore.builder(one).statementTimeout(SHORT).build();
      onOne.insert(Samples.ticket(1));
      postgres
          .jdbi()
          .useTransaction(
              handle -> {
                handle.execute("LOCK TABLE tickets");
                assertTimeout("insert a ticket", () -> onOne.insert(Samples.ticket(2)));
              });

      try (Connection connection = one.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.getNetworkTimeout()).isZero();
        assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(5);
      }
    }
  }

  @Test
  @DisplayName("A pool that hands out connections without autocommit loses nothing")
  void insert_withoutAutoCommit_isStored() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.dataSource());
    config.setAutoCommit(false);
    config.setMaximumPoolSize(1);
    try (HikariDataSource manual = new HikariDataSource(config)) {
      JdbiTicketStore onManual = JdbiTicketStore.create(manual);
      onManual.insert(Samples.ticket(1));
      assertThat(onManual.insertAll(Samples.tickets(3))).hasSize(2);
      assertThat(onManual.count()).isEqualTo(3);
      try (Connection connection = manual.getConnection()) {
        assertThat(connection.getAutoCommit()).isFalse();
      }
    }
    assertThat(store.count()).isEqualTo(3);
  }

  @Test
  @DisplayName("Timeouts below a second, above a day or with fractions are refused")
  void statementTimeout_outOfBounds_isRefused() {
    JdbiTicketStore.Builder builder = JdbiTicketStore.builder(pool);
    for (Duration odd :
        List.of(Duration.ZERO, Duration.ofMillis(1_500), Duration.ofDays(2), SHORT.negated())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.statementTimeout(odd))
          .withMessageContaining(odd.toString());
    }
  }
}
