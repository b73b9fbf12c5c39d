package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.contract.Samples;
import io.ticketsense.contract.Threads;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.domain.TriageResult.Source;
import io.ticketsense.domain.TriagedTicket;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TriageServiceTest {

  private static final String SECRET = "zq-secret-zq";
  private static final Ticket TICKET =
      new Ticket("t-1", SECRET, SECRET, SECRET, "zq-secret-zq@moonpost.example", Samples.START);
  private static final TriageOutput OUTSIDE =
      new TriageOutput(
          Priority.LOW,
          Category.of("hardware"),
          Sentiment.NEUTRAL,
          "A summary",
          List.of("one", "two"));

  /** What is kept of the answer of {@link #model()}. */
  private static final Triage KEPT = new Triage(Samples.output(1), Optional.of("m"), false);

  private final TicketStore store = new InMemoryTicketStore();
  private final ScriptedCache cache = new ScriptedCache();
  private final RecordingListener listener = new RecordingListener();

  private TriageService service(TriageModel model) {
    return TriageService.builder(model).store(store).cache(cache).listener(listener).build();
  }

  private static ScriptedModel model() {
    return ScriptedModel.answering("m", Samples.output(1));
  }

  @Test
  @DisplayName("What the cache knows is returned without asking a model or telling the listener")
  void triage_cached_asksNoModel() {
    ScriptedModel model = model();
    cache.put(TICKET.id(), Samples.triage(2));

    TriageResult result = service(model).triage(TICKET);

    assertThat(result).isEqualTo(TriageResult.cached(Samples.triage(2)));
    assertThat(model.calls()).isZero();
    assertThat(listener.triaged()).isEmpty();
    assertThat(listener.failed()).isEmpty();
  }

  @Test
  @DisplayName("What the cache does not know is asked for, kept, and told to the listener once")
  void triage_notCached_asksAndKeeps() {
    ScriptedModel model = model();
    TriageService service = service(model);

    TriageResult result = service.triage(TICKET);
    TriageResult again = service.triage(TICKET);

    assertThat(result.output()).isEqualTo(Samples.output(1));
    assertThat(result.source()).isEqualTo(Source.MODEL);
    assertThat(result.model()).contains("m");
    assertThat(result.usage()).isEqualTo(ScriptedModel.USAGE);
    assertThat(again).isEqualTo(TriageResult.cached(KEPT));
    assertThat(model.calls()).isEqualTo(1);
    assertThat(listener.triaged()).containsExactly(result);
    assertThat(listener.events()).containsExactly("triaged");
  }

  @Test
  @DisplayName("A degraded triage is told as such first, kept as such, and not told when cached")
  void triage_degraded_isToldAndKept() {
    TriageModel model =
        new ScriptedModel(
            "m", request -> ScriptedModel.result("m", Samples.output(1)).asDegraded());
    TriageService service = service(model);
    Triage kept = new Triage(Samples.output(1), Optional.of("m"), true);
    store.insert(TICKET);

    TriageResult result = service.triage(TICKET);
    TriageResult again = service.triage(TICKET);

    assertThat(result.degraded()).isTrue();
    assertThat(again).isEqualTo(TriageResult.cached(kept));
    assertThat(listener.events()).containsExactly("degraded", "triaged");
    assertThat(listener.degraded()).containsExactly(result);
    assertThat(listener.triaged()).containsExactly(result);
    assertThat(service.find(TICKET.id())).contains(new TriagedTicket(TICKET, Optional.of(kept)));
  }

  @Test
  @DisplayName("A model whose name cannot be kept does not fail a triage")
  void triage_unstorableModelName_isLeftOut() {
    String name = "\u0000".repeat(300);

    TriageResult result = service(ScriptedModel.answering(name, Samples.output(1))).triage(TICKET);

    assertThat(result.model()).contains(name);
    assertThat(cache.get(TICKET.id())).contains(Triage.of(Samples.output(1)));
    assertThat(listener.cacheFailures()).isEmpty();
  }

  @Test
  @DisplayName("A model that keeps no record of attempts gets one all the same")
  void triage_noAttemptsRecorded_recordsOne() {
    ManualTicker ticker = new ManualTicker();
    TriageModel model =
        new ScriptedModel(
            "plain",
            request -> {
              ticker.advance(Duration.ofMillis(70));
              return TriageResult.of(Samples.output(1), "plain");
            });

    TriageResult result = TriageService.builder(model).ticker(ticker).build().triage(TICKET);

    assertThat(result.attempts())
        .containsExactly(Attempt.succeeded("plain", Duration.ofMillis(70), TokenUsage.NONE));
  }

  @Test
  @DisplayName("A category outside the taxonomy is invalid output; nothing of it is kept")
  void triage_categoryOutsideTaxonomy_isInvalidOutput() {
    TriageService service = service(ScriptedModel.answering("m", OUTSIDE));

    TriageFailedException failure =
        catchThrowableOfType(TriageFailedException.class, () -> service.triage(TICKET));

    assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_OUTPUT);
    assertThat(failure)
        .hasMessage(
            "m failed: Invalid output: category must be one of billing, technical,"
                + " feature_request, complaint, general");
    assertThat(failure.attempts())
        .as("the record of the model, tokens included, with the last attempt marked as failed")
        .containsExactly(
            Attempt.failed(
                "m", FailureReason.INVALID_OUTPUT, Duration.ofMillis(1), ScriptedModel.USAGE));
    assertThat(cache.get(TICKET.id())).isEmpty();
    assertThat(listener.failed()).containsExactly(failure);
    assertThat(listener.triaged()).isEmpty();
  }

  @Test
  @DisplayName("A cached triage with a category outside the taxonomy counts as absent everywhere")
  void triage_cachedOutsideTaxonomy_isMiss() {
    cache.put(TICKET.id(), Triage.of(OUTSIDE));
    store.insert(TICKET);
    ScriptedModel model = model();
    TriageService service = service(model);

    assertThat(service.find(TICKET.id()).orElseThrow().triage()).isEmpty();
    assertThat(service.page(Optional.empty(), 1).items().get(0).triage()).isEmpty();
    assertThat(service.sample(1)).isEmpty();
    assertThat(service.triage(TICKET).source()).isEqualTo(Source.MODEL);
    assertThat(cache.get(TICKET.id())).contains(KEPT);
  }

  static Stream<Arguments> misbehaviours() {
    return Stream.of(
        Arguments.of(
            ScriptedModel.throwing("m", new IllegalStateException(SECRET)),
            FailureReason.INTERNAL,
            "m failed: java.lang.IllegalStateException"),
        Arguments.of(
            ScriptedModel.throwing("m", new IOException(SECRET)),
            FailureReason.INTERNAL,
            "m failed: java.io.IOException"),
        Arguments.of(
            ScriptedModel.throwing("m", new StackOverflowError(SECRET)),
            FailureReason.INTERNAL,
            "m failed: java.lang.StackOverflowError"),
        Arguments.of(
            new ScriptedModel("m", request -> null),
            FailureReason.INTERNAL,
            "m failed: java.lang.NullPointerException"),
        Arguments.of(
            new ScriptedModel("m", request -> TriageResult.of(null, "m")),
            FailureReason.INTERNAL,
            "m failed: java.lang.NullPointerException"),
        Arguments.of(
            new ScriptedModel("m", request -> TriageResult.of(outputOf(SECRET), "m")),
            FailureReason.INVALID_OUTPUT,
            "m failed: Invalid output: tags[0] must be in kebab-case: a-z, 0-9, -"),
        Arguments.of(
            new ScriptedModel(
                "m", r -> TriageResult.of(outputOf(new Ticket("", "", "", "", "", null)), "m")),
            FailureReason.INTERNAL,
            "m failed: io.ticketsense.error.InvalidTicketException"));
  }

  private static TriageOutput outputOf(Object unusable) {
    return new TriageOutput(
        Priority.LOW, Category.GENERAL, Sentiment.NEUTRAL, SECRET, List.of("A" + unusable, "b"));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  @DisplayName("Whatever a model does wrong becomes one typed failure that keeps the ticket secret")
  void triage_modelMisbehaves_failsTyped(
      ScriptedModel model, FailureReason reason, String message) {
    TriageService service = service(model);

    TriageFailedException failure =
        catchThrowableOfType(TriageFailedException.class, () -> service.triage(TICKET));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure).hasMessage(message).hasNoCause().hasNoSuppressedExceptions();
    assertThat(failure.attempts()).extracting(Attempt::model).containsExactly("m");
    assertThat(failure.attempts().get(0).failure()).contains(reason);
    assertThat(listener.failed()).containsExactly(failure);
    assertThat(listener.triaged()).isEmpty();
    assertThat(cache.get(TICKET.id())).isEmpty();
  }

  @Test
  @DisplayName("An Error passes through as it is, after the listener was told once")
  void triage_modelThrowsError_passesIt() {
    AssertionError error = new AssertionError(SECRET);
    TriageService service = service(ScriptedModel.throwing("m", error));

    assertThatThrownBy(() -> service.triage(TICKET)).isSameAs(error);

    assertThat(listener.failed())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo(FailureReason.INTERNAL);
              assertThat(failure).hasMessage("m threw java.lang.AssertionError");
            });
    assertThat(listener.triaged()).isEmpty();
  }

  @Test
  @DisplayName("A model that is interrupted and throws what it likes has given up, not failed")
  void triage_interruptedModelThrowsItsOwn_isCancelled() {
    for (TriageModel model :
        List.of(
            ScriptedModel.throwing("m", new InterruptedException(SECRET)),
            new ScriptedModel(
                "m",
                request -> {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException(SECRET);
                }))) {
      TriageService service = service(model);

      TriageFailedException failure =
          catchThrowableOfType(TriageFailedException.class, () -> service.triage(TICKET));

      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
      assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(failure).hasMessageNotContaining(SECRET);
    }
  }

  @Test
  @DisplayName("A model without a name is refused when the service is built")
  void build_modelWithoutName_throws() {
    TriageService.Builder builder = TriageService.builder(new ScriptedModel(null, r -> null));

    assertThatNullPointerException().isThrownBy(builder::build);
  }

  @Test
  @DisplayName("A failure of the model reaches caller and listener as it is")
  void triage_modelFails_throwsTheSame() {
    TriageFailedException failure = ScriptedModel.failure("m", FailureReason.RATE_LIMITED);
    TriageService service = service(ScriptedModel.throwing("m", failure));

    assertThatThrownBy(() -> service.triage(TICKET)).isSameAs(failure);

    assertThat(listener.failed()).containsExactly(failure);
    assertThat(listener.triaged()).isEmpty();
  }

  @Test
  @DisplayName("Listeners that throw change nothing")
  void triage_listenerThrows_changesNothing() {
    TriageListener broken =
        new TriageListener() {
          @Override
          public void degraded(Ticket ticket, TriageResult result) {
            throw new IllegalStateException("degraded");
          }

          @Override
          public void triaged(Ticket ticket, TriageResult result) {
            throw new IllegalStateException("triaged");
          }

          @Override
          public void failed(Ticket ticket, TriageFailedException failure) {
            throw new IllegalStateException("failed");
          }

          @Override
          public void cacheFailed(RuntimeException failure) {
            throw new IllegalStateException("cacheFailed");
          }
        };
    TriageFailedException failure = ScriptedModel.failure("m", FailureReason.TIMEOUT);
    TriageCache failing = cache.failingOn(ScriptedCache.Operation.GET, cacheFailure());
    TriageService good = TriageService.builder(model()).cache(failing).listener(broken).build();
    TriageService bad =
        TriageService.builder(ScriptedModel.throwing("m", failure)).listener(broken).build();

    assertThat(good.triage(TICKET).output()).isEqualTo(Samples.output(1));
    assertThatThrownBy(() -> bad.triage(TICKET)).isSameAs(failure);
  }

  private static StorageException cacheFailure() {
    return new StorageException("read", StorageException.Reason.UNAVAILABLE, "Redis is down");
  }

  @ParameterizedTest
  @EnumSource(ScriptedCache.Operation.class)
  @DisplayName("A cache that fails is told of and gone without")
  void cache_fails_isGoneWithout(ScriptedCache.Operation operation) {
    RuntimeException failure =
        operation == ScriptedCache.Operation.PUT
            ? new IllegalArgumentException(SECRET)
            : cacheFailure();
    cache.failingOn(operation, failure);
    ScriptedModel model = model();
    TriageService service = service(model);
    store.insert(TICKET);

    assertThat(service.triage(TICKET).source()).isEqualTo(Source.MODEL);
    Optional<TriagedTicket> found = service.find(TICKET.id());
    Page<TriagedTicket> page = service.page(Optional.empty(), 10);

    boolean getFails = operation == ScriptedCache.Operation.GET;
    boolean getAllFails = operation == ScriptedCache.Operation.GET_ALL;
    boolean putFails = operation == ScriptedCache.Operation.PUT;
    assertThat(found.orElseThrow().triage().isPresent()).isEqualTo(!getFails && !putFails);
    assertThat(page.items())
        .singleElement()
        .satisfies(t -> assertThat(t.triage().isPresent()).isEqualTo(!getAllFails && !putFails));
    assertThat(listener.cacheFailures())
        .hasSize(getFails ? 2 : 1)
        .allSatisfy(told -> assertThat(told).isSameAs(failure));
    assertThat(listener.triaged()).hasSize(1);
    assertThat(listener.failed()).isEmpty();
    assertThat(model.calls()).isEqualTo(1);
  }

  @Test
  @DisplayName("A retriage asks whatever the cache knows, and replaces it")
  void retriage_cached_replaces() {
    cache.put(TICKET.id(), Samples.triage(2));
    ScriptedModel model = model();

    TriageResult result = service(model).retriage(TICKET);

    assertThat(result.source()).isEqualTo(Source.MODEL);
    assertThat(model.calls()).isEqualTo(1);
    assertThat(cache.get(TICKET.id())).contains(KEPT);
    assertThat(listener.triaged()).containsExactly(result);
  }

  @Test
  @DisplayName("A retriage that fails leaves the earlier triage in place")
  void retriage_modelFails_keepsEarlier() {
    cache.put(TICKET.id(), Samples.triage(2));
    TriageService service = service(ScriptedModel.failing("m", FailureReason.UNAVAILABLE));

    assertThatThrownBy(() -> service.retriage(TICKET)).isInstanceOf(TriageFailedException.class);

    assertThat(cache.get(TICKET.id())).contains(Samples.triage(2));
  }

  @Test
  @DisplayName("A submitted ticket is stored before the model is asked")
  void submit_new_storesFirst() {
    ScriptedModel model =
        new ScriptedModel(
            "m",
            request -> {
              assertThat(store.find(TICKET.id())).contains(TICKET);
              return TriageResult.of(Samples.output(1), "m");
            });

    Submission submission = service(model).submit(TICKET);

    assertThat(submission.ticket()).isEqualTo(TICKET);
    assertThat(submission.result().orElseThrow().output()).isEqualTo(Samples.output(1));
    assertThat(submission.failure()).isEmpty();
    assertThat(cache.get(TICKET.id())).contains(KEPT);
  }

  @Test
  @DisplayName("What the cache holds under the id of a new ticket is of another one, and replaced")
  void submit_idCached_asksModel() {
    cache.put(TICKET.id(), Samples.triage(2));
    ScriptedModel model = model();

    Submission submission = service(model).submit(TICKET);

    assertThat(submission.result().orElseThrow().source()).isEqualTo(Source.MODEL);
    assertThat(cache.get(TICKET.id())).contains(KEPT);
  }

  @Test
  @DisplayName("A submitted ticket stays stored when no model labels it")
  void submit_modelFails_keepsTicket() {
    TriageFailedException failure = ScriptedModel.failure("m", FailureReason.UNAVAILABLE);

    Submission submission = service(ScriptedModel.throwing("m", failure)).submit(TICKET);

    assertThat(submission.result()).isEmpty();
    assertThat(submission.failure()).containsSame(failure);
    assertThat(store.find(TICKET.id())).contains(TICKET);
    assertThat(cache.get(TICKET.id())).isEmpty();
  }

  @Test
  @DisplayName("A submitted ticket whose id is taken asks no model and changes nothing")
  void submit_duplicate_asksNoModel() {
    Ticket first = Samples.ticket(TICKET.id(), Samples.START);
    store.insert(first);
    ScriptedModel model = model();
    TriageService service = service(model);

    assertThatThrownBy(() -> service.submit(TICKET))
        .isInstanceOf(DuplicateTicketException.class)
        .hasMessage("Ticket t-1 exists already");

    assertThat(model.calls()).isZero();
    assertThat(store.find(TICKET.id())).contains(first);
    assertThat(cache.calls()).isEmpty();
  }

  @Test
  @DisplayName("Of 50 threads that submit one id, one is served and the model is asked once")
  void submit_sameIdOnFiftyThreads_oneWins() throws Exception {
    ScriptedModel model = model();
    TriageService service = service(model);

    List<Boolean> won =
        Threads.together(
            50,
            i -> {
              try {
                return service.submit(TICKET).result().isPresent();
              } catch (DuplicateTicketException e) {
                return false;
              }
            });

    assertThat(won).filteredOn(w -> w).hasSize(1);
    assertThat(model.calls()).isEqualTo(1);
    assertThat(store.count()).isEqualTo(1);
    assertThat(listener.triaged()).hasSize(1);
  }

  @Test
  @DisplayName("A ticket is found with its triage, and one that is not stored is not")
  void find_anyId_attachesTriage() {
    ScriptedModel model = model();
    TriageService service = service(model);
    store.insertAll(Samples.tickets(2));
    cache.put("ticket_001", Samples.triage(1));
    cache.put("ticket_007", Samples.triage(7));

    assertThat(service.find("ticket_000"))
        .contains(new TriagedTicket(Samples.ticket(0), Optional.empty()));
    assertThat(service.find("ticket_001"))
        .contains(new TriagedTicket(Samples.ticket(1), Optional.of(Samples.triage(1))));
    assertThat(service.find("ticket_007")).as("cached, but not stored").isEmpty();
    assertThat(model.calls()).isZero();
  }

  @Test
  @DisplayName("A page carries the triages and reads the cache once, whatever its size")
  void page_anySize_readsCacheOnce() {
    List<Ticket> tickets = Samples.tickets(25);
    store.insertAll(tickets);
    ScriptedModel model = model();
    TriageService service = service(model);
    cache.put("ticket_024", Samples.triage(24));
    cache.put("ticket_003", Samples.triage(3));
    int callsBefore = cache.calls().size();

    Page<TriagedTicket> first = service.page(Optional.empty(), 20);
    assertThat(cache.calls().subList(callsBefore, cache.calls().size()))
        .containsExactly(ScriptedCache.Operation.GET_ALL);
    Page<TriagedTicket> second = service.page(first.next(), 20);

    assertThat(first.items())
        .hasSize(20)
        .startsWith(new TriagedTicket(tickets.get(24), Optional.of(Samples.triage(24))))
        .endsWith(new TriagedTicket(tickets.get(5), Optional.empty()));
    assertThat(second.items())
        .hasSize(5)
        .contains(new TriagedTicket(tickets.get(3), Optional.of(Samples.triage(3))));
    assertThat(second.next()).isEmpty();
    assertThat(model.calls()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> service.page(Optional.empty(), 0));
  }

  @Test
  @DisplayName("A sample holds different triaged tickets only, as many as asked for if they exist")
  void sample_fewTriaged_findsThem() {
    store.insertAll(Samples.tickets(20));
    ScriptedModel model = model();
    TriageService service = service(model);
    for (int i = 0; i < 5; i++) {
      cache.put(Samples.ticket(i * 4).id(), Samples.triage(i));
    }

    for (int size = 0; size <= 7; size++) {
      assertThat(service.sample(size))
          .hasSize(Math.min(size, 5))
          .doesNotHaveDuplicates()
          .allSatisfy(t -> assertThat(t.triage()).isEqualTo(cache.get(t.ticket().id())))
          .allSatisfy(t -> assertThat(t.triage()).isPresent());
    }
    assertThat(model.calls()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> service.sample(-1));
  }

  @Test
  @DisplayName("A sample gives up after four growing draws, each with one read of the cache")
  void sample_nothingTriaged_givesUp() {
    store.insertAll(Samples.tickets(200));

    assertThat(service(model()).sample(2)).isEmpty();

    assertThat(cache.calls()).hasSize(4).containsOnly(ScriptedCache.Operation.GET_ALL);
  }

  @Test
  @DisplayName("The model is told the taxonomy and how much time there is")
  void triage_always_handsOnTimeoutAndTaxonomy() {
    List<TriageRequest> requests = new CopyOnWriteArrayList<>();
    TriageModel model =
        new ScriptedModel(
            "m",
            request -> {
              requests.add(request);
              return TriageResult.of(OUTSIDE, "m");
            });
    ManualTicker ticker = new ManualTicker();
    Taxonomy taxonomy = Taxonomy.builder().category("hardware", "broken devices").build();
    TriageService.Builder builder = TriageService.builder(model).taxonomy(taxonomy).ticker(ticker);
    TriageService patient = builder.build();
    TriageService hasty = builder.timeout(Duration.ofSeconds(7)).build();

    patient.triage(TICKET);
    hasty.triage(TICKET);

    assertThat(requests)
        .hasSize(1)
        .as("the second was found in the cache of the builder's services")
        .allSatisfy(
            request -> {
              assertThat(request.ticket()).isEqualTo(TICKET);
              assertThat(request.taxonomy()).isEqualTo(taxonomy);
              assertThat(request.deadline().remaining()).isEqualTo(Duration.ofSeconds(60));
            });

    hasty.retriage(TICKET);
    assertThat(requests.get(1).deadline().remaining()).isEqualTo(Duration.ofSeconds(7));
    ticker.advance(Duration.ofSeconds(7));
    assertThat(requests.get(1).deadline().hasPassed()).isTrue();
  }

  @Test
  @DisplayName("Timeouts that no triage could use are refused at once")
  void timeout_outOfBounds_isRefused() {
    TriageService.Builder builder = TriageService.builder(model());

    for (Duration timeout :
        List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofDays(36_501),
            Duration.ofSeconds(Long.MAX_VALUE))) {
      assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(timeout));
    }
    Duration longest = Duration.ofDays(36_500);
    assertThat(builder.timeout(longest).build().triage(TICKET).source()).isEqualTo(Source.MODEL);
  }

  @Test
  @DisplayName("Without further wiring everything is kept in memory, apart from other services")
  void build_defaults_areOwnMemory() {
    TriageService one = TriageService.builder(model()).build();
    TriageService other = TriageService.builder(model()).build();

    one.submit(TICKET);

    assertThat(one.find(TICKET.id()).orElseThrow().triage()).contains(KEPT);
    assertThat(other.find(TICKET.id())).isEmpty();
    assertThat(one.cache()).isInstanceOf(InMemoryTriageCache.class);
  }
}
