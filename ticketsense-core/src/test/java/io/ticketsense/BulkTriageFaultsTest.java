package io.ticketsense;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.BulkReport.End;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.memory.InMemoryOverviewStore;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bulk run does when something is short or down, on a clock that moves when it waits. */
final class BulkTriageFaultsTest {

  private static final BulkOptions ALL = BulkOptions.defaults();
  private static final BulkOptions ONE_BY_ONE = ALL.withConcurrency(1);

  private final ManualTicker ticker = new ManualTicker();
  private final InMemoryTicketStore store = new InMemoryTicketStore();
  private final ScriptedCache cache = new ScriptedCache();
  private final InMemoryOverviewStore overviews = new InMemoryOverviewStore();

  private BulkTriage.Builder bulk(TriageModel model) {
    return bulk(model, store);
  }

  private BulkTriage.Builder bulk(TriageModel model, TicketStore from) {
    return BulkTriage.builder(
            TriageService.builder(model).store(from).cache(cache).ticker(ticker).build())
        .overview(new OverviewService(store, cache, overviews))
        .waiter(ticker::advance)
        .grace(Duration.ofSeconds(30));
  }

  private static ScriptedModel scripted(Function<TriageRequest, TriageResult> script) {
    return new ScriptedModel("m", script);
  }

  private static TriageResult good() {
    return ScriptedModel.result("m", Samples.output(1));
  }

  /** Answers but for a while after some calls. */
  private ScriptedModel downAfter(int calls, Duration outage, FailureReason reason) {
    AtomicInteger count = new AtomicInteger();
    AtomicReference<Long> end = new AtomicReference<>(0L);
    return scripted(
        request -> {
          if (count.incrementAndGet() == calls) {
            end.set(ticker.nanos() + outage.toNanos());
          }
          if (count.get() >= calls && ticker.nanos() - end.get() < 0) {
            throw ScriptedModel.failure("m", reason);
          }
          return good();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  @DisplayName("A model that is down for a while and back costs time and no ticket")
  void run_modelDownAndBack_triagesAll(int concurrency) {
    store.insertAll(Samples.tickets(60));
    ScriptedModel model = downAfter(20, Duration.ofSeconds(70), FailureReason.UNAVAILABLE);

    BulkReport report = bulk(model).build().run(ALL.withConcurrency(concurrency));

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.progress().triaged()).isEqualTo(60);
    assertThat(report.elapsed()).isBetween(Duration.ofSeconds(70), Duration.ofMinutes(10));
    assertThat(cache.getAll(store.streamIds().toList())).hasSize(60);
  }

  @Test
  @DisplayName("A model that stays down stops the run, and what was triaged is counted")
  void run_modelStaysDown_stops() {
    store.insertAll(Samples.tickets(60));

    BulkReport report =
        bulk(downAfter(20, Duration.ofDays(9), FailureReason.TIMEOUT)).build().run(ONE_BY_ONE);

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.progress().triaged()).isEqualTo(19);
    assertThat(report.elapsed()).isLessThan(Duration.ofMinutes(2));
    assertThat(overviews.get().orElseThrow().triagedTickets()).isEqualTo(19);
  }

  @Test
  @DisplayName("A model that is down from the start stops the run after three tickets")
  void run_modelNeverUp_stopsSoon() {
    store.insertAll(Samples.tickets(500));
    ScriptedModel model = ScriptedModel.failing("m", FailureReason.UNAVAILABLE);

    BulkReport report = bulk(model).build().run(ONE_BY_ONE);

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(model.ticketIds()).hasSize(3);
    assertThat(report.cause().orElseThrow()).hasMessage("m failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODEL_NOT_FOUND", "FORBIDDEN"})
  @DisplayName("A model that cannot be used stops the run after three tickets")
  void run_modelCannotBeUsed_stopsSoon(FailureReason reason) {
    store.insertAll(Samples.tickets(500));
    ScriptedModel model = ScriptedModel.failing("m", reason);

    BulkReport report = bulk(model).build().run(ONE_BY_ONE);

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.resumeAfter()).as("waiting mends nothing").isEmpty();
    assertThat(model.calls()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  @DisplayName("A ticket on which the model always hangs fails alone, wherever it stands")
  void run_poisonTicket_failsAlone(int concurrency) {
    store.insertAll(Samples.tickets(30));
    for (String poison : List.of("ticket_029", "ticket_015", "ticket_000")) {
      ScriptedModel model =
          scripted(
              request -> {
                if (request.ticket().id().equals(poison)) {
                  throw ScriptedModel.failure("m", FailureReason.TIMEOUT);
                }
                return good();
              });

      BulkReport report = bulk(model).build().run(ALL.withConcurrency(concurrency).withForce(true));

      assertThat(report.end()).isEqualTo(End.COMPLETED);
      assertThat(report.progress().triaged()).isEqualTo(29);
      assertThat(report.failures())
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.ticketId()).isEqualTo(poison);
                assertThat(((TriageFailedException) failure.cause()).attempts())
                    .as("all tries of the last round are on record")
                    .hasSizeGreaterThanOrEqualTo(3)
                    .extracting(Attempt::failure)
                    .containsOnly(Optional.of(FailureReason.TIMEOUT));
              });
    }
  }

  @Test
  @DisplayName("A quota that is short for a minute is waited for")
  void run_quotaShort_waits() {
    store.insertAll(Samples.tickets(10));
    AtomicInteger room = new AtomicInteger(5);
    ScriptedModel model =
        scripted(
            request -> {
              if (room.getAndDecrement() > 0) {
                return good();
              }
              room.set(ticker.nanos() % 7 == 0 ? 5 : 1);
              throw outOfQuota(Duration.ofSeconds(50));
            });

    BulkReport report = bulk(model).build().run(ONE_BY_ONE);

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("A quota that is spent for the day stops the run with the time to come back")
  void run_dailyQuotaSpent_stops() {
    store.insertAll(Samples.tickets(10));
    AtomicInteger room = new AtomicInteger(5);
    ScriptedModel model =
        scripted(
            request -> {
              if (room.getAndDecrement() > 0) {
                return good();
              }
              throw outOfQuota(Duration.ofHours(3));
            });

    BulkReport report = bulk(model).build().run(ALL);

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.progress().triaged()).isEqualTo(5);
    assertThat(report.progress().failed()).isZero();
    assertThat(report.resumeAfter()).contains(Duration.ofHours(3));
    assertThat(report.elapsed()).isZero();
  }

  @Test
  @DisplayName("Told to wait, a run waits for the next day")
  void run_toldToWait_waitsForDays() {
    store.insertAll(Samples.tickets(10));
    long start = ticker.nanos();
    AtomicInteger calls = new AtomicInteger();
    ScriptedModel model =
        scripted(
            request -> {
              Duration left = Duration.ofHours(20).minusNanos(ticker.nanos() - start);
              if (calls.incrementAndGet() < 5 || left.isNegative()) {
                return good();
              }
              throw outOfQuota(left.plusSeconds(1));
            });

    BulkReport report = bulk(model).build().run(ONE_BY_ONE.withMaxWait(Duration.ofDays(2)));

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.elapsed()).isGreaterThan(Duration.ofHours(20));
  }

  private static TriageFailedException outOfQuota(Duration retryAfter) {
    return new TriageFailedException(
        FailureReason.OUT_OF_QUOTA, "No room", List.of(), Optional.of(retryAfter));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  @DisplayName("A cache that is lost and back keeps every triage that was paid for, once")
  void run_cacheLostAndBack_losesNothing(int concurrency) {
    store.insertAll(Samples.tickets(40));
    AtomicInteger puts = new AtomicInteger();
    cache.before(
        ScriptedCache.Operation.PUT,
        () -> {
          int put = puts.incrementAndGet();
          if (put > 10 && put < 18) {
            throw new StorageException("keep", StorageException.Reason.UNAVAILABLE, "it is down");
          }
        });
    ScriptedModel model = scripted(request -> good());

    BulkReport report = bulk(model).build().run(ALL.withConcurrency(concurrency));

    assertThat(report.isSuccess()).isTrue();
    assertThat(model.calls()).isEqualTo(40);
    assertThat(report.usage().inputTokens()).as("charged once").isEqualTo(400);
    assertThat(report.elapsed()).isGreaterThan(Duration.ZERO);
  }

  @Test
  @DisplayName("A store that is lost and back, while ids or tickets are read, leaves nothing out")
  void run_storeLostAndBack_leavesNothingOut() {
    store.insertAll(Samples.tickets(2_500));
    AtomicInteger calls = new AtomicInteger();

    BulkReport report = bulk(scripted(request -> good()), flaky(calls)).build().run(ALL);

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.progress().triaged()).isEqualTo(2_500);
  }

  /** A store of which every seventh call fails. */
  private TicketStore flaky(AtomicInteger calls) {
    return new TicketStore() {
      private TicketStore up() {
        if (calls.incrementAndGet() % 7 == 0) {
          throw new StorageException("read", StorageException.Reason.TIMEOUT, "it is slow");
        }
        return store;
      }

      @Override
      public void insert(Ticket ticket) {
        up().insert(ticket);
      }

      @Override
      public Set<String> insertAll(Collection<Ticket> tickets) {
        return up().insertAll(tickets);
      }

      @Override
      public Optional<Ticket> find(String id) {
        return up().find(id);
      }

      @Override
      public Page<Ticket> page(Optional<Cursor> after, int limit) {
        return up().page(after, limit);
      }

      @Override
      public List<Ticket> page(long offset, int limit) {
        return up().page(offset, limit);
      }

      @Override
      public Page<String> pageIds(Optional<Cursor> after, int limit) {
        return up().pageIds(after, limit);
      }

      @Override
      public long count() {
        return up().count();
      }

      @Override
      public List<Ticket> sample(int size) {
        return up().sample(size);
      }
    };
  }

  @Test
  @DisplayName("Threads of the host do the work, and are left alone afterwards")
  void run_executorOfHost_isUsedAndKept() throws Exception {
    store.insertAll(Samples.tickets(20));
    ExecutorService host = Executors.newFixedThreadPool(3, work -> new Thread(work, "host"));
    Set<String> names = ConcurrentHashMap.newKeySet();
    try {
      BulkReport report =
          bulk(scripted(
                  request -> {
                    names.add(Thread.currentThread().getName());
                    return good();
                  }))
              .executor(host)
              .build()
              .run(ALL);

      assertThat(report.isSuccess()).isTrue();
      assertThat(names).containsExactly("host");
      assertThat(host.submit(() -> "alive").get(10, SECONDS)).isEqualTo("alive");
    } finally {
      host.shutdownNow();
    }
  }

  @Test
  @DisplayName("A host that ends its threads under a run stops it; nothing passes for done")
  void run_hostEndsThreads_stops() throws Exception {
    store.insertAll(Samples.tickets(2));
    ExecutorService host = Executors.newFixedThreadPool(2);
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch interrupted = new CountDownLatch(2);
    AtomicReference<BulkReport> report = new AtomicReference<>();
    Thread runner =
        new Thread(
            () ->
                report.set(
                    bulk(ScriptedModel.hanging("m", asked, interrupted))
                        .executor(host)
                        .build()
                        .run(ALL)));
    runner.start();
    assertThat(asked.await(60, SECONDS)).isTrue();

    host.shutdownNow();
    runner.join(60_000);

    assertThat(report.get().end()).isEqualTo(End.STOPPED);
    assertThat(report.get().progress().done()).isZero();
    assertThat(report.get().isSuccess()).isFalse();
  }

  @Test
  @DisplayName("A queue for a quota that is as long as a timeout is no reason to stop")
  void run_longQueue_goesOn() {
    store.insertAll(Samples.tickets(10));
    AtomicInteger calls = new AtomicInteger();
    ScriptedModel model =
        scripted(
            request -> {
              if (calls.incrementAndGet() % 3 == 0) {
                return good();
              }
              throw outOfQuota(Duration.ofSeconds(170));
            });

    assertThat(bulk(model).build().run(ONE_BY_ONE).isSuccess()).isTrue();
  }

  @Test
  @DisplayName("An executor that takes no work stops the run")
  void run_executorRefuses_stops() {
    store.insertAll(Samples.tickets(20));

    BulkReport report =
        bulk(scripted(request -> good()))
            .executor(
                work -> {
                  throw new RejectedExecutionException("a secret");
                })
            .build()
            .run(ALL);

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.cause().orElseThrow())
        .hasMessage("Could not go on: java.util.concurrent.RejectedExecutionException");
  }

  @Test
  @DisplayName("An interrupt lets what is in flight end, begins nothing more, and counts all of it")
  void run_interrupted_finishesWhatIsInFlight() throws Exception {
    store.insertAll(Samples.tickets(50));
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    ScriptedModel model =
        scripted(
            request -> {
              asked.countDown();
              try {
                assertThat(answer.await(60, SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError("Not to be given up", e);
              }
              return good();
            });
    AtomicReference<BulkReport> report = new AtomicReference<>();
    Thread runner =
        new Thread(
            () -> {
              report.set(bulk(model).build().run(ALL.withConcurrency(2)));
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
    runner.start();
    assertThat(asked.await(60, SECONDS)).isTrue();

    runner.interrupt();
    answer.countDown();
    runner.join(60_000);

    assertThat(report.get().end()).isEqualTo(End.INTERRUPTED);
    assertThat(report.get().progress().triaged()).isBetween(2L, 3L);
    assertThat(model.calls()).isEqualTo((int) report.get().progress().triaged());
    assertThat(overviews.get().orElseThrow().triagedTickets())
        .isEqualTo(report.get().progress().triaged());
  }

  @Test
  @DisplayName("A wait ends at once with the run")
  void run_stoppedWhileOthersWait_endsAtOnce() {
    store.insertAll(Samples.tickets(2));
    CountDownLatch waiting = new CountDownLatch(1);
    ScriptedModel model =
        scripted(
            request -> {
              if (request.ticket().id().equals("ticket_001")) {
                waiting.countDown();
                throw outOfQuota(Duration.ofHours(5));
              }
              try {
                assertThat(waiting.await(60, SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              throw ScriptedModel.failure("m", FailureReason.UNAUTHENTICATED);
            });
    BulkTriage onRealTime =
        new BulkTriage(TriageService.builder(model).store(store).cache(cache).build());

    BulkReport report = onRealTime.run(ALL.withMaxWait(Duration.ofDays(1)));

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  @DisplayName("An overview that cannot be refreshed does not spoil the report")
  void run_overviewFails_isReportedAllTheSame() {
    store.insertAll(Samples.tickets(3));
    BulkTriage bulk =
        bulk(scripted(request -> good()))
            .overview(new OverviewService(flaky(new AtomicInteger(6)), cache, overviews))
            .build();

    assertThat(bulk.run(ALL).isSuccess()).isTrue();
    assertThat(overviews.get()).isEmpty();
  }

  @Test
  @DisplayName("Speed and time left are told, and nothing is guessed from nothing")
  void progress_rates_areEstimated() {
    assertThat(new BulkProgress(100, 0, 0, 0, Duration.ZERO).timeLeft()).isEmpty();
    assertThat(new BulkProgress(100, 0, 40, 0, Duration.ofSeconds(5)).timeLeft()).isEmpty();
    BulkProgress half = new BulkProgress(100, 18, 50, 2, Duration.ofSeconds(10));
    assertThat(half.ticketsPerSecond()).isEqualTo(2.0);
    assertThat(half.timeLeft()).contains(Duration.ofSeconds(15));
    assertThat(new BulkProgress(5, 5, 1, 0, Duration.ZERO).timeLeft()).contains(Duration.ZERO);
  }
}
