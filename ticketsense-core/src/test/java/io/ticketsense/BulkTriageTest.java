package io.ticketsense;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketsense.BulkReport.End;
import io.ticketsense.BulkReport.Failure;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketNotFoundException;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BulkTriageTest {

  private static final BulkOptions ALL = BulkOptions.defaults();
  private static final BulkOptions ONE_BY_ONE = ALL.withConcurrency(1);

  /** What is kept of the answer of {@link #good()}. */
  private static final Triage KEPT = new Triage(Samples.output(1), Optional.of("good"), false);

  private final StorageException down =
      new StorageException("read", StorageException.Reason.UNAVAILABLE, "it is down");

  private final InMemoryTicketStore store = new InMemoryTicketStore();
  private final ScriptedCache cache = new ScriptedCache();
  private final RecordingListener listener = new RecordingListener();
  private final ManualTicker ticker = new ManualTicker();

  private BulkTriage bulk(TriageModel model) {
    return bulk(model, store);
  }

  private BulkTriage bulk(TriageModel model, TicketStore from) {
    return bulkBuilder(model, from).build();
  }

  /** On a clock that moves only when the run waits for something. */
  private BulkTriage.Builder bulkBuilder(TriageModel model, TicketStore from) {
    return BulkTriage.builder(
            TriageService.builder(model)
                .store(from)
                .cache(cache)
                .listener(listener)
                .ticker(ticker)
                .build())
        .waiter(ticker::advance)
        .grace(Duration.ofMillis(50));
  }

  private static ScriptedModel good() {
    return ScriptedModel.answering("good", Samples.output(1));
  }

  private static ScriptedModel scripted(Function<TriageRequest, TriageResult> script) {
    return new ScriptedModel("scripted", script);
  }

  private void keep(int... numbers) {
    for (int number : numbers) {
      cache.put(Samples.ticket(number).id(), Samples.triage(2));
    }
  }

  @Test
  @DisplayName("Only tickets without a triage are triaged")
  void run_someTriaged_triagesTheOthers() {
    store.insertAll(Samples.tickets(6));
    keep(1, 4);
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL);

    assertThat(model.ticketIds())
        .containsExactly("ticket_000", "ticket_002", "ticket_003", "ticket_005");
    assertThat(model.calls()).isEqualTo(4);
    assertThat(report.progress()).isEqualTo(new BulkProgress(6, 4, 2, 0, Duration.ZERO));
    assertThat(report.end()).isEqualTo(End.COMPLETED);
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.cause()).isEmpty();
    assertThat(report.failures()).isEmpty();
    assertThat(report.models()).isEqualTo(Map.of("good", 4L));
    assertThat(report.usage()).isEqualTo(new TokenUsage(40, 20));
    assertThat(listener.triaged()).hasSize(4);
    assertThat(cache.get("ticket_001")).contains(Samples.triage(2));
    assertThat(cache.get("ticket_002")).contains(KEPT);
  }

  @Test
  @DisplayName("A second run finds nothing to do")
  void run_again_skipsAll() {
    store.insertAll(Samples.tickets(1_203));
    ScriptedModel model = good();
    BulkTriage bulk = bulk(model);

    assertThat(bulk.run(ALL).progress())
        .isEqualTo(new BulkProgress(1_203, 1_203, 0, 0, Duration.ZERO));
    BulkReport again = bulk.run(ALL);

    assertThat(again.progress()).isEqualTo(new BulkProgress(1_203, 0, 1_203, 0, Duration.ZERO));
    assertThat(again.isSuccess()).isTrue();
    assertThat(again.usage()).isEqualTo(TokenUsage.NONE);
    assertThat(model.calls()).isEqualTo(1_203);
  }

  @Test
  @DisplayName("An empty store is done at once")
  void run_nothingStored_isSuccess() {
    BulkReport report = bulk(good()).run(ALL);

    assertThat(report.progress()).isEqualTo(new BulkProgress(0, 0, 0, 0, Duration.ZERO));
    assertThat(report.isSuccess()).isTrue();
  }

  @Test
  @DisplayName("A limit counts the tickets to triage, newest first, and not the ones it skips")
  void run_limit_countsUntriaged() {
    store.insertAll(Samples.tickets(10));
    keep(9, 8, 6);
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL.withLimit(3));

    assertThat(model.ticketIds()).containsExactly("ticket_004", "ticket_005", "ticket_007");
    assertThat(report.progress().triaged()).isEqualTo(3);
    assertThat(report.end()).isEqualTo(End.COMPLETED);
    assertThat(bulk(model).run(ALL.withLimit(100)).progress().triaged()).isEqualTo(4);
  }

  @Test
  @DisplayName("A limit is reached beyond the first chunk of triaged tickets")
  void run_limitBehindManyTriaged_isReached() {
    List<Ticket> tickets = Samples.tickets(1_300);
    store.insertAll(tickets);
    tickets.subList(100, 1_300).forEach(t -> cache.put(t.id(), Samples.triage(2)));
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL.withLimit(2));

    assertThat(model.ticketIds()).containsExactly("ticket_098", "ticket_099");
    assertThat(report.progress().triaged()).isEqualTo(2);
  }

  @Test
  @DisplayName("With ids only these are looked at, each once; an unknown one is a failure")
  void run_ids_looksAtThese() {
    store.insertAll(Samples.tickets(10));
    keep(3);
    ScriptedModel model = good();

    BulkReport report =
        bulk(model)
            .run(ALL.withIds(List.of("ticket_001", "nobody", "ticket_003", "ticket_001", "x\ny")));

    assertThat(model.ticketIds()).containsExactly("ticket_001");
    assertThat(report.progress()).isEqualTo(new BulkProgress(4, 1, 1, 2, Duration.ZERO));
    assertThat(report.end()).isEqualTo(End.COMPLETED);
    assertThat(report.isSuccess()).isFalse();
    assertThat(report.failures())
        .extracting(Failure::ticketId)
        .containsExactlyInAnyOrder("nobody", "x\ny");
    assertThat(report.failures())
        .extracting(Failure::cause)
        .hasOnlyElementsOfType(TicketNotFoundException.class)
        .extracting(TicketSenseException::getMessage)
        .containsExactlyInAnyOrder(
            "Ticket nobody not found", "Ticket with a malformed id not found");
  }

  @Test
  @DisplayName("Force triages anew what is triaged already")
  void run_force_replaces() {
    store.insertAll(Samples.tickets(5));
    keep(0, 1, 2, 3, 4);
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL.withForce(true));

    assertThat(model.calls()).isEqualTo(5);
    assertThat(report.progress()).isEqualTo(new BulkProgress(5, 5, 0, 0, Duration.ZERO));
    assertThat(cache.get("ticket_003")).contains(KEPT);
  }

  private void keepDegraded(int... numbers) {
    for (int number : numbers) {
      cache.put(
          Samples.ticket(number).id(), new Triage(Samples.output(2), Optional.of("local"), true));
    }
  }

  @Test
  @DisplayName("With only degraded ones these are triaged anew; others and untriaged ones are not")
  void run_onlyDegraded_triagesThese() {
    store.insertAll(Samples.tickets(8));
    keep(0, 1, 2);
    keepDegraded(4, 5, 6);
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL.withOnlyDegraded(true));

    assertThat(model.ticketIds()).containsExactly("ticket_004", "ticket_005", "ticket_006");
    assertThat(report.progress()).isEqualTo(new BulkProgress(8, 3, 5, 0, Duration.ZERO));
    assertThat(report.degraded()).isZero();
    assertThat(cache.get("ticket_005")).contains(KEPT);
    assertThat(cache.get("ticket_001")).contains(Samples.triage(2));
    assertThat(cache.get("ticket_003")).as("left alone").isEmpty();
    assertThat(bulk(model).run(ALL.withOnlyDegraded(true)).progress().skipped()).isEqualTo(8);
    assertThat(model.calls()).isEqualTo(3);
  }

  @Test
  @DisplayName("A run for degraded ones goes with a limit, ids and any number at a time")
  void run_onlyDegradedOfSome_triagesThese() {
    store.insertAll(Samples.tickets(10));
    keep(9);
    keepDegraded(2, 4, 6, 8);
    cache.put("gone", new Triage(Samples.output(2), Optional.empty(), true));
    ScriptedModel model = good();
    BulkOptions onlyDegraded = ALL.withConcurrency(3).withOnlyDegraded(true);

    bulk(model).run(onlyDegraded.withLimit(2));
    assertThat(model.ticketIds()).containsExactly("ticket_006", "ticket_008");
    BulkReport report =
        bulk(model)
            .run(
                onlyDegraded.withIds(
                    List.of("ticket_002", "ticket_003", "ticket_009", "nobody", "gone")));

    assertThat(model.ticketIds()).containsExactly("ticket_002", "ticket_006", "ticket_008");
    assertThat(report.progress()).isEqualTo(new BulkProgress(5, 1, 3, 1, Duration.ZERO));
    assertThat(report.failures()).extracting(Failure::ticketId).containsExactly("gone");
  }

  @Test
  @DisplayName(
      "A degraded triage outside the taxonomy is none, so a run for degraded ones skips it")
  void run_onlyDegradedOutsideTaxonomy_skips() {
    store.insertAll(Samples.tickets(1));
    TriageOutput retired =
        new TriageOutput(
            Priority.LOW, Category.of("retired"), Sentiment.NEUTRAL, "S", List.of("a", "b"));
    cache.put("ticket_000", new Triage(retired, Optional.empty(), true));

    assertThat(bulk(good()).run(ALL.withOnlyDegraded(true)).progress())
        .isEqualTo(new BulkProgress(1, 0, 1, 0, Duration.ZERO));
    assertThat(bulk(good()).run(ALL).progress())
        .isEqualTo(new BulkProgress(1, 1, 0, 0, Duration.ZERO));
  }

  @Test
  @DisplayName("Tickets that only a last resort labels are counted, and triaged once in each run")
  void run_lastResortAnswers_countsDegraded() {
    store.insertAll(Samples.tickets(6));
    keep(0, 1);
    ScriptedModel local = ScriptedModel.answering("local", Samples.output(2));
    Triage makeshift = new Triage(Samples.output(2), Optional.of("local"), true);
    ScriptedModel remote =
        scripted(
            request -> {
              if (request.ticket().id().equals("ticket_005")) {
                return ScriptedModel.result("scripted", Samples.output(1));
              }
              throw ScriptedModel.failure("scripted", FailureReason.REJECTED);
            });
    BulkTriage bulk = bulk(FallbackTriageModel.of(remote).withLastResort(local));

    BulkReport report = bulk.run(ALL);

    assertThat(report.progress()).isEqualTo(new BulkProgress(6, 4, 2, 0, Duration.ZERO));
    assertThat(report.degraded()).isEqualTo(3);
    assertThat(report.models()).isEqualTo(Map.of("local", 3L, "scripted", 1L));
    assertThat(report.isSuccess()).isTrue();
    assertThat(listener.degraded()).hasSize(3);
    assertThat(cache.get("ticket_004")).contains(makeshift);

    BulkReport again = bulk.run(ALL.withOnlyDegraded(true));

    assertThat(again.progress()).isEqualTo(new BulkProgress(6, 3, 3, 0, Duration.ZERO));
    assertThat(again.degraded()).isEqualTo(3);
    assertThat(again.end()).isEqualTo(End.COMPLETED);
    assertThat(local.calls()).isEqualTo(6);
    assertThat(cache.get("ticket_004")).contains(makeshift);
  }

  @Test
  @DisplayName("A cached triage with a category outside the taxonomy is no triage")
  void run_cachedOutsideTaxonomy_triages() {
    store.insertAll(Samples.tickets(2));
    keep(0);
    cache.put(
        "ticket_001",
        Triage.of(
            new TriageOutput(
                Priority.LOW, Category.of("retired"), Sentiment.NEUTRAL, "S", List.of("a", "b"))));

    BulkReport report = bulk(good()).run(ALL);

    assertThat(report.progress()).isEqualTo(new BulkProgress(2, 1, 1, 0, Duration.ZERO));
    assertThat(cache.get("ticket_001")).contains(KEPT);
  }

  @Test
  @DisplayName("Tickets that break the model fail alone")
  void run_poisonTickets_failAlone() {
    store.insertAll(Samples.tickets(20));
    ScriptedModel model =
        scripted(
            request ->
                switch (request.ticket().id()) {
                  case "ticket_003" -> throw new IllegalStateException(request.ticket().body());
                  case "ticket_007" -> throw new StackOverflowError(request.ticket().body());
                  case "ticket_011" -> null;
                  case "ticket_013" ->
                      throw ScriptedModel.failure("scripted", FailureReason.REJECTED);
                  default -> ScriptedModel.result("scripted", Samples.output(1));
                });

    BulkReport report = bulk(model).run(ALL);

    assertThat(report.progress()).isEqualTo(new BulkProgress(20, 16, 0, 4, Duration.ZERO));
    assertThat(report.end()).isEqualTo(End.COMPLETED);
    assertThat(report.isSuccess()).isFalse();
    assertThat(report.failures())
        .extracting(Failure::ticketId)
        .containsExactlyInAnyOrder("ticket_003", "ticket_007", "ticket_011", "ticket_013");
    assertThat(report.failures())
        .allSatisfy(
            failure ->
                assertThat(failure.cause())
                    .isInstanceOf(TriageFailedException.class)
                    .hasMessageNotContaining("Body of"));
    assertThat(report.usage()).as("failed ones are charged too").isEqualTo(new TokenUsage(170, 85));
    assertThat(listener.failed()).hasSize(4);
  }

  @Test
  @DisplayName("A report lists the first thousand failures and counts all")
  void run_everythingFails_listsSome() {
    store.insertAll(Samples.tickets(1_010));

    BulkReport report = bulk(ScriptedModel.failing("m", FailureReason.REJECTED)).run(ALL);

    assertThat(report.progress()).isEqualTo(new BulkProgress(1_010, 0, 0, 1_010, Duration.ZERO));
    assertThat(report.failures()).hasSize(BulkTriage.MAX_FAILURES_LISTED);
  }

  @Test
  @DisplayName("A wrong key stops the run while it is young")
  void run_wrongKey_stops() {
    store.insertAll(Samples.tickets(500));
    ScriptedModel model = ScriptedModel.failing("m", FailureReason.UNAUTHENTICATED);

    BulkReport report = bulk(model).run(ALL.withConcurrency(4));

    assertThat(model.calls()).isBetween(1, 4);
    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.cause())
        .hasValueSatisfying(
            cause ->
                assertThat(((TriageFailedException) cause).reason())
                    .isEqualTo(FailureReason.UNAUTHENTICATED));
    assertThat(report.isSuccess()).isFalse();
    assertThat(report.progress()).isEqualTo(new BulkProgress(500, 0, 0, 0, Duration.ZERO));
    assertThat(report.usage().inputTokens()).isEqualTo(10L * model.calls());
  }

  @Test
  @DisplayName("A wrong key stops every run, also behind a chain of models")
  void run_wrongKeyInChain_stopsEachTime() {
    store.insertAll(Samples.tickets(50));
    BulkTriage bulk =
        bulk(
            FallbackTriageModel.of(
                ScriptedModel.failing("m", FailureReason.UNAUTHENTICATED), good()));

    for (int run = 0; run < 5; run++) {
      BulkReport report = bulk.run(ONE_BY_ONE);

      assertThat(report.end()).isEqualTo(End.STOPPED);
      assertThat(report.progress().done()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("A cache that cannot be read stops the run before a model is asked, forced or not")
  void run_cacheDown_asksNoModel(boolean force) {
    store.insertAll(Samples.tickets(50));
    cache.failingOn(ScriptedCache.Operation.GET_ALL, down);
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL.withForce(force));

    assertThat(model.calls()).isZero();
    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.cause()).containsSame(down);
    assertThat(report.progress()).isEqualTo(new BulkProgress(50, 0, 0, 0, Duration.ZERO));
  }

  @Test
  @DisplayName("A cache that cannot be written stops the run; what was paid so far is reported")
  void run_cacheKeepsNothing_stops() {
    store.insertAll(Samples.tickets(50));
    cache.failingOn(ScriptedCache.Operation.PUT, down);
    ScriptedModel model = good();

    BulkReport report = bulk(model).run(ALL.withConcurrency(3));

    assertThat(model.calls()).isBetween(1, 3);
    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.cause()).containsSame(down);
    assertThat(report.progress())
        .usingRecursiveComparison()
        .ignoringFields("elapsed")
        .isEqualTo(new BulkProgress(50, 0, 0, 0, Duration.ZERO));
    assertThat(report.usage()).isEqualTo(new TokenUsage(10L * model.calls(), 5L * model.calls()));
    assertThat(listener.triaged()).hasSize(model.calls());
  }

  @Test
  @DisplayName("A cache that throws something of its own stops the run without quoting it")
  void run_cacheThrowsForeign_stopsTyped() {
    store.insertAll(Samples.tickets(3));
    cache.failingOn(ScriptedCache.Operation.PUT, new IllegalStateException("Body of ticket_001"));

    BulkReport report = bulk(good()).run(ONE_BY_ONE);

    assertThat(report.cause())
        .hasValueSatisfying(
            cause ->
                assertThat(cause)
                    .isInstanceOf(StorageException.class)
                    .hasMessage("Could not go on: java.lang.IllegalStateException was thrown"));
  }

  /** A store that loses its server after some look-ups, or has none from the start. */
  private TicketStore failing(TicketStore store, int findsBefore, boolean lists) {
    AtomicInteger left = new AtomicInteger(findsBefore);
    return new TicketStore() {
      @Override
      public void insert(Ticket ticket) {
        throw down;
      }

      @Override
      public Set<String> insertAll(Collection<Ticket> tickets) {
        throw down;
      }

      @Override
      public Optional<Ticket> find(String id) {
        if (left.getAndDecrement() <= 0) {
          throw down;
        }
        return store.find(id);
      }

      @Override
      public Page<Ticket> page(Optional<Cursor> after, int limit) {
        throw down;
      }

      @Override
      public List<Ticket> page(long offset, int limit) {
        throw down;
      }

      @Override
      public Page<String> pageIds(Optional<Cursor> after, int limit) {
        if (!lists) {
          throw down;
        }
        return store.pageIds(after, limit);
      }

      @Override
      public long count() {
        return store.count();
      }

      @Override
      public List<Ticket> sample(int size) {
        throw down;
      }
    };
  }

  @Test
  @DisplayName("A store that is lost stops the run; what was triaged before is kept")
  void run_storeLost_stops() {
    store.insertAll(Samples.tickets(50));
    ScriptedModel model = good();

    BulkReport lostMidway = bulk(model, failing(store, 7, true)).run(ONE_BY_ONE);
    BulkReport lostAtOnce = bulk(model, failing(store, 0, false)).run(ONE_BY_ONE);

    assertThat(lostMidway.progress())
        .usingRecursiveComparison()
        .ignoringFields("elapsed")
        .isEqualTo(new BulkProgress(50, 7, 0, 0, Duration.ZERO));
    assertThat(model.calls()).isEqualTo(7);
    assertThat(lostAtOnce.progress().done()).isZero();
    for (BulkReport report : List.of(lostMidway, lostAtOnce)) {
      assertThat(report.end()).isEqualTo(End.STOPPED);
      assertThat(report.cause()).containsSame(down);
    }
  }

  @Test
  @DisplayName("An Error stops the run, and is not put down to the store")
  void run_modelThrowsError_stops() {
    store.insertAll(Samples.tickets(50));
    ScriptedModel model = ScriptedModel.throwing("m", new NoClassDefFoundError("Body of"));

    BulkReport report = bulk(model).run(ONE_BY_ONE);

    assertThat(model.calls()).isEqualTo(1);
    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.cause())
        .hasValueSatisfying(
            cause ->
                assertThat(cause)
                    .isInstanceOf(TriageFailedException.class)
                    .hasMessage("Could not go on: java.lang.NoClassDefFoundError"));
  }

  @Test
  @DisplayName("A model that was closed under the run leaves failures, not a success")
  void run_modelCancelsItself_isFailure() {
    store.insertAll(Samples.tickets(5));

    BulkReport report = bulk(ScriptedModel.failing("m", FailureReason.CANCELLED)).run(ALL);

    assertThat(report.progress()).isEqualTo(new BulkProgress(5, 0, 0, 5, Duration.ZERO));
    assertThat(report.isSuccess()).isFalse();
    assertThat(report.end()).isEqualTo(End.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  @DisplayName("As many tickets are in flight as asked for, and never more")
  void run_concurrency_isReachedAndKept(int concurrency) {
    store.insertAll(Samples.tickets(12));
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier all = new CyclicBarrier(concurrency);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    ScriptedModel model =
        scripted(
            request -> {
              threads.add(Thread.currentThread());
              most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
              Patience.await(all);
              inFlight.decrementAndGet();
              return ScriptedModel.result("scripted", Samples.output(1));
            });

    BulkReport report = bulk(model).run(ALL.withConcurrency(concurrency));

    assertThat(report.progress().triaged()).isEqualTo(12);
    assertThat(most).hasValue(concurrency);
    assertThat(threads).hasSizeLessThanOrEqualTo(concurrency).allMatch(Thread::isDaemon);
    assertThat(threads).allSatisfy(thread -> assertThat(ends(thread)).isTrue());
  }

  private static boolean ends(Thread thread) throws InterruptedException {
    thread.join(Duration.ofSeconds(20).toMillis());
    return !thread.isAlive();
  }

  @Test
  @DisplayName("An interrupt gives up what is in flight, reports the rest, and stays")
  void run_interrupted_reportsAndStaysInterrupted() throws Exception {
    store.insertAll(Samples.tickets(50));
    CountDownLatch hanging = new CountDownLatch(3);
    CountDownLatch interrupted = new CountDownLatch(3);
    AtomicInteger answers = new AtomicInteger(10);
    ScriptedModel endless = ScriptedModel.hanging("endless", hanging, interrupted);
    ScriptedModel model =
        scripted(
            request ->
                answers.getAndDecrement() > 0
                    ? ScriptedModel.result("scripted", Samples.output(1))
                    : endless.triage(request));
    AtomicReference<BulkReport> report = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread runner =
        new Thread(
            () -> {
              report.set(bulk(model).run(ALL.withConcurrency(3)));
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    runner.start();
    Patience.await(hanging);

    runner.interrupt();
    assertThat(ends(runner)).isTrue();

    assertThat(interrupted.await(0, SECONDS)).as("all three were interrupted").isTrue();
    assertThat(stillInterrupted).isTrue();
    assertThat(report.get().end()).isEqualTo(End.INTERRUPTED);
    assertThat(report.get().cause()).isEmpty();
    assertThat(report.get().isSuccess()).isFalse();
    assertThat(report.get().progress()).isEqualTo(new BulkProgress(50, 10, 0, 0, Duration.ZERO));
    assertThat(report.get().usage()).as("13 calls").isEqualTo(new TokenUsage(130, 65));
    assertThat(endless.calls()).isEqualTo(3);
    assertThat(kept()).isEqualTo(10);
  }

  private long kept() {
    return store.streamIds().filter(id -> cache.get(id).isPresent()).count();
  }

  @Test
  @DisplayName(
      "When every model of a chain rests, the run stops and leaves the other tickets alone")
  void run_allModelsRest_stops() {
    store.insertAll(Samples.tickets(50));
    ScriptedModel down = ScriptedModel.failing("down", FailureReason.UNAVAILABLE);

    BulkReport report =
        bulk(new FallbackTriageModel(List.of(down), new ManualTicker()))
            .run(ALL.withConcurrency(1));

    assertThat(report.end()).isEqualTo(End.STOPPED);
    assertThat(report.cause().orElseThrow())
        .isInstanceOfSatisfying(
            TriageFailedException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(30)));
    assertThat(report.progress())
        .usingRecursiveComparison()
        .ignoringFields("elapsed")
        .isEqualTo(new BulkProgress(50, 0, 0, 0, Duration.ZERO));
    assertThat(down.calls()).isEqualTo(3);
  }

  @Test
  @DisplayName("A cache that fails because the thread is interrupted means an interrupted run")
  void run_interruptedInCache_reportsInterrupted() {
    store.insertAll(Samples.tickets(2));
    TriageCache failing =
        new ScriptedCache()
            .failingOn(
                ScriptedCache.Operation.GET_ALL,
                new StorageException(
                    "read a triage", StorageException.Reason.UNAVAILABLE, "interrupted"));
    TriageService service =
        TriageService.builder(ScriptedModel.answering("good", Samples.output(1)))
            .store(store)
            .cache(failing)
            .build();
    Thread.currentThread().interrupt();

    BulkReport report = new BulkTriage(service).run(ALL);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.end()).isEqualTo(End.INTERRUPTED);
    assertThat(report.cause()).isEmpty();
  }

  @Test
  @DisplayName("An interrupt that comes while the last tickets are in flight is not lost either")
  void run_interruptedAtTheEnd_reportsInterrupted() throws Exception {
    store.insertAll(Samples.tickets(2));
    CountDownLatch hanging = new CountDownLatch(2);
    AtomicReference<BulkReport> report = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    ScriptedModel model = ScriptedModel.hanging("m", hanging, new CountDownLatch(2));
    Thread runner =
        new Thread(
            () -> {
              report.set(bulk(model).run(ALL.withConcurrency(8)));
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    runner.start();
    Patience.await(hanging);

    runner.interrupt();
    assertThat(ends(runner)).isTrue();

    assertThat(report.get().end()).isEqualTo(End.INTERRUPTED);
    assertThat(report.get().progress()).isEqualTo(new BulkProgress(2, 0, 0, 0, Duration.ZERO));
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  @DisplayName("Progress is told by one thread at a time, only ever grows, and ends as reported")
  void run_progress_addsUp() {
    store.insertAll(Samples.tickets(40));
    keep(0, 1, 2, 3, 4);
    ScriptedModel model =
        scripted(
            request -> {
              if (request.ticket().id().endsWith("9")) {
                throw ScriptedModel.failure("scripted", FailureReason.INVALID_OUTPUT);
              }
              return ScriptedModel.result("scripted", Samples.output(1));
            });
    List<BulkProgress> told = new ArrayList<>();
    AtomicBoolean busy = new AtomicBoolean();
    AtomicBoolean overlapped = new AtomicBoolean();

    BulkReport report =
        bulk(model)
            .run(
                ALL,
                progress -> {
                  overlapped.compareAndSet(false, !busy.compareAndSet(false, true));
                  told.add(progress);
                  busy.set(false);
                });

    assertThat(overlapped).isFalse();
    assertThat(told).hasSizeBetween(2, 1 + 35).last().isEqualTo(report.progress());
    assertThat(told).extracting(BulkProgress::total).containsOnly(40L);
    assertThat(told).extracting(BulkProgress::done).isSorted();
    assertThat(report.progress()).isEqualTo(new BulkProgress(40, 31, 5, 4, Duration.ZERO));
  }

  @Test
  @DisplayName("A progress listener that throws changes nothing")
  void run_progressThrows_changesNothing() {
    store.insertAll(Samples.tickets(10));
    keep(0);

    BulkReport report =
        bulk(good())
            .run(
                ALL,
                progress -> {
                  throw new IllegalStateException("no");
                });

    assertThat(report.progress()).isEqualTo(new BulkProgress(10, 9, 1, 0, Duration.ZERO));
    assertThat(report.isSuccess()).isTrue();
  }

  @Test
  @DisplayName("The numbers of a report are those of the cache, whatever happens to the tickets")
  void run_randomOutcomes_numbersEqualCache() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      TicketStore tickets = new InMemoryTicketStore();
      ScriptedCache triages = new ScriptedCache();
      tickets.insertAll(Samples.tickets(300));
      int known = 0;
      for (String id : tickets.streamIds().toList()) {
        if (random.nextInt(3) == 0) {
          triages.put(id, Samples.triage(2));
          known++;
        }
      }
      int salt = seed;
      ScriptedModel model =
          scripted(
              request -> {
                if (Math.floorMod(request.ticket().id().hashCode() + salt, 4) == 0) {
                  throw new IllegalStateException("poison");
                }
                return ScriptedModel.result("scripted", Samples.output(1));
              });

      BulkReport report =
          new BulkTriage(TriageService.builder(model).store(tickets).cache(triages).build())
              .run(ALL);

      BulkProgress progress = report.progress();
      long kept = tickets.streamIds().filter(id -> triages.get(id).isPresent()).count();
      assertThat(progress.skipped()).isEqualTo(known);
      assertThat(progress.triaged() + progress.skipped()).isEqualTo(kept);
      assertThat(progress.failed()).isEqualTo(300 - kept).isPositive();
      assertThat(progress.done()).isEqualTo(300);
      assertThat(model.calls()).isEqualTo(300 - known);
      assertThat(report.models()).isEqualTo(Map.of("scripted", progress.triaged()));
      assertThat(report.failures()).hasSize((int) progress.failed());
    }
  }

  @Test
  @DisplayName("Elapsed time is that of the service's clock")
  void run_always_measuresTime() {
    ManualTicker ticker = new ManualTicker();
    store.insertAll(Samples.tickets(3));
    TriageModel model =
        scripted(
            request -> {
              ticker.advance(Duration.ofSeconds(2));
              return ScriptedModel.result("scripted", Samples.output(1));
            });
    TriageService service =
        TriageService.builder(model).store(store).cache(cache).ticker(ticker).build();

    assertThat(new BulkTriage(service).run(ONE_BY_ONE).elapsed()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  @DisplayName("Options out of bounds are refused")
  void options_outOfBounds_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ALL.withLimit(0));
    assertThatIllegalArgumentException().isThrownBy(() -> ALL.withConcurrency(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withForce(true).withOnlyDegraded(true))
        .withMessage(
            "A run triages either every ticket by force or only those whose triage is degraded");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withOnlyDegraded(true).withForce(true));
    assertThat(ALL.withForce(true).withOnlyDegraded(false).force()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withConcurrency(BulkOptions.MAX_CONCURRENCY + 1));
    assertThat(ALL.withConcurrency(BulkOptions.MAX_CONCURRENCY).concurrency())
        .isEqualTo(BulkOptions.MAX_CONCURRENCY);
  }
}
