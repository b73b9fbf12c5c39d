package io.ticketsense.jdbi;

import static io.ticketsense.jdbi.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(180)
final class ServerFaultsIT {

  /** More than one statement takes. */
  private static final int PER_CALL = 2_500;

  private static final List<Ticket> TICKETS = Samples.tickets(4 * PER_CALL);

  private TestPostgres postgres;
  private JdbiTicketStore store;

  @BeforeEach
  void start() {
    postgres = TestPostgres.start();
    TicketSchema.migrate(postgres.dataSource());
    store = JdbiTicketStore.create(postgres.dataSource());
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  @DisplayName(
      "Postgres stopped in the middle of a load: whole calls are stored, a rerun completes")
  void insertAll_serverStopped_wholeCallsAndRerunCompletes() throws Exception {
    postgres.slowDown();
    AtomicInteger acknowledged = new AtomicInteger();
    var load =
        CompletableFuture.runAsync(
            () ->
                assertFails(
                    () -> {
                      for (int from = 0; from < TICKETS.size(); from += PER_CALL) {
                        store.insertAll(TICKETS.subList(from, from + PER_CALL));
                        acknowledged.incrementAndGet();
                      }
                    },
                    Reason.UNAVAILABLE,
                    "insert tickets"));
    postgres.awaitProgress(PER_CALL + TicketBatches.MAX_ROWS + 100);

    postgres.stop();

    load.get();
    assertFails(store::count, Reason.UNAVAILABLE, "count tickets");
    postgres.startAgain();
    postgres.speedUp();
    assertThat(acknowledged).hasValue(1);
    assertRerunCompletes(acknowledged.get());
  }

  @Test
  @DisplayName(
      "A process killed in the middle of a load: whole calls are stored, a rerun completes")
  void insertAll_clientKilled_wholeCallsAndRerunCompletes() throws Exception {
    postgres.slowDown();
    Process loader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Loader.class.getName(),
                Integer.toString(postgres.port()))
            .inheritIO()
            .start();
    try {
      postgres.awaitProgress(PER_CALL + TicketBatches.MAX_ROWS + 100);
    } finally {
      loader.destroyForcibly();
    }
    assertThat(loader.waitFor()).isNotZero();

    Await.until(
        () ->
            postgres.number("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT%'")
                == 0);
    postgres.speedUp();
    assertRerunCompletes(1);
  }

  /** Loads slowly, until it is killed. */
  static final class Loader {

    private Loader() {}

    /** Takes the port of the server. */
    public static void main(String[] args) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setPortNumbers(new int[] {Integer.parseInt(args[0])});
      source.setDatabaseName("postgres");
      source.setUser("postgres");
      JdbiTicketStore store = JdbiTicketStore.create(source);
      for (int from = 0; from < TICKETS.size(); from += PER_CALL) {
        store.insertAll(TICKETS.subList(from, from + PER_CALL));
      }
    }
  }

  private void assertRerunCompletes(int acknowledgedCalls) {
    long stored = store.count();
    assertThat(stored % PER_CALL).isZero();
    assertThat(stored)
        .isGreaterThanOrEqualTo((long) acknowledgedCalls * PER_CALL)
        .isLessThan(TICKETS.size());
    assertThat(store.insertAll(TICKETS)).hasSize(TICKETS.size() - (int) stored);
    assertThat(store.streamIds().toList()).hasSize(TICKETS.size()).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("Postgres killed hard and started again loses no ticket that was acknowledged")
  void insert_serverKilled_keepsAcknowledged() throws Exception {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Reason>> writers =
        IntStream.range(0, 4)
            .mapToObj(writer -> CompletableFuture.supplyAsync(() -> write(writer, acknowledged)))
            .toList();
    Await.until(() -> acknowledged.size() > 200);

    postgres.kill();

    for (CompletableFuture<Reason> writer : writers) {
      assertThat(writer.get()).isEqualTo(Reason.UNAVAILABLE);
    }
    postgres.startAgain();
    Set<String> stored = new HashSet<>(store.streamIds().toList());
    assertThat(stored).containsAll(acknowledged);
    assertThat(acknowledged).hasSizeGreaterThan(200);
    List<Ticket> rerun = new ArrayList<>(List.of(Samples.ticket("after", Samples.START)));
    assertThat(store.insertAll(rerun)).hasSize(1);
  }

  private Reason write(int writer, Queue<String> acknowledged) {
    try {
      for (int i = 0; ; i++) {
        Ticket ticket = Samples.ticket("w" + writer + "-" + i, Samples.START.plusSeconds(i));
        store.insert(ticket);
        acknowledged.add(ticket.id());
      }
    } catch (StorageException e) {
      return e.reason();
    }
  }
}
