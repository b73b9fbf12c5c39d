package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.contract.Threads;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SharedTriageTest {

  private static final Ticket TICKET = Samples.ticket(1);

  private final RecordingListener listener = new RecordingListener();
  private final ScriptedCache cache = new ScriptedCache();
  private final CountDownLatch release = new CountDownLatch(1);

  private TriageService service(TriageModel model) {
    return TriageService.builder(model).cache(cache).listener(listener).build();
  }

  /** Answers once it is released, and gives up as agreed when it is interrupted. */
  private ScriptedModel heldBack(TriageOutput output) {
    return new ScriptedModel("m", request -> await(() -> ScriptedModel.result("m", output)));
  }

  private TriageResult await(Callable<TriageResult> then) {
    try {
      release.await();
      return then.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ScriptedModel.failure("m", FailureReason.CANCELLED);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Starts one caller, and once the model is asked the others, and waits until all wait. */
  private static List<Caller<TriageResult>> callers(
      ScriptedModel model, List<Callable<TriageResult>> calls) {
    List<Caller<TriageResult>> callers = new ArrayList<>();
    for (Callable<TriageResult> call : calls) {
      callers.add(new Caller<>(call));
      Patience.until(() -> model.calls() == 1);
    }
    callers.forEach(caller -> Patience.until(caller::isWaiting));
    return callers;
  }

  private static <T> List<T> times(int count, T value) {
    return Collections.nCopies(count, value);
  }

  private static void assertFailed(Caller<?> caller, FailureReason reason) {
    assertThatThrownBy(caller::result)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TriageFailedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  @DisplayName("Fifty who want one ticket triaged get the result of one call, told and kept once")
  void triage_sameTicketOnFiftyThreads_asksOnce() throws Exception {
    ScriptedModel model = heldBack(Samples.output(1));
    TriageService service = service(model);
    List<Caller<TriageResult>> callers = callers(model, times(50, () -> service.triage(TICKET)));

    release.countDown();

    TriageResult result = callers.get(0).result();
    for (Caller<TriageResult> caller : callers) {
      assertThat(caller.result()).isEqualTo(result);
    }
    assertThat(model.calls()).isEqualTo(1);
    assertThat(listener.triaged()).containsExactly(result);
    assertThat(cache.calls())
        .containsExactly(ScriptedCache.Operation.GET, ScriptedCache.Operation.PUT);
  }

  @Test
  @DisplayName("Triages, retriages, submissions and bulk work of one ticket share a call")
  void everyWay_sameTicket_asksOnce() throws Exception {
    ScriptedModel model =
        new ScriptedModel(
            "m", request -> await(() -> ScriptedModel.result("m", Samples.output(1)).asDegraded()));
    TriageService service = service(model);
    List<TriageResult> kept = new CopyOnWriteArrayList<>();
    List<Caller<TriageResult>> callers =
        callers(
            model,
            List.of(
                () -> service.retriage(TICKET),
                () -> service.triage(TICKET),
                () -> service.retriage(TICKET),
                () -> service.submit(TICKET).result().orElseThrow(),
                () -> service.triageAsync(TICKET, Runnable::run).join(),
                () -> service.ask(TICKET, Lane.BULK, kept::add)));

    release.countDown();

    for (Caller<TriageResult> caller : callers) {
      assertThat(caller.result().output()).isEqualTo(Samples.output(1));
    }
    assertThat(model.calls()).isEqualTo(1);
    assertThat(kept)
        .as("kept once more by the one who must be sure, and not charged twice")
        .singleElement()
        .satisfies(
            result -> assertThat(result.triage()).isEqualTo(callers.get(0).result().triage()))
        .satisfies(result -> assertThat(result.usage()).isEqualTo(TokenUsage.NONE));
  }

  @Test
  @DisplayName("Tickets that share an id and nothing else do not share a triage")
  void triage_otherText_asksToo() throws Exception {
    Ticket other = Samples.ticket(TICKET.id(), Samples.START);
    ScriptedModel model =
        new ScriptedModel(
            "m",
            request ->
                request.ticket().equals(TICKET)
                    ? await(() -> ScriptedModel.result("m", Samples.output(1)))
                    : ScriptedModel.result("m", Samples.output(2)));
    TriageService service = service(model);
    List<Caller<TriageResult>> callers = callers(model, List.of(() -> service.triage(TICKET)));

    assertThat(service.triage(other).output()).isEqualTo(Samples.output(2));
    release.countDown();

    assertThat(callers.get(0).result().output()).isEqualTo(Samples.output(1));
    assertThat(model.calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("However closely callers follow one another, the model is asked once")
  void triage_racing_asksOnce() throws Exception {
    for (int round = 0; round < 200; round++) {
      Ticket ticket = Samples.ticket(round);
      TriageOutput output = Samples.output(round);
      ScriptedModel model = ScriptedModel.answering("m", output);
      TriageService service = service(model);

      List<TriageResult> results = Threads.together(8, i -> service.triage(ticket));

      assertThat(results).allSatisfy(r -> assertThat(r.output()).isEqualTo(output));
      assertThat(model.calls()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("A failure is told to all who wait, once to the listener, and not remembered")
  void triage_fails_isNotRemembered() throws Exception {
    AtomicReference<TriageFailedException> failure =
        new AtomicReference<>(ScriptedModel.failure("m", FailureReason.UNAVAILABLE));
    ScriptedModel model =
        new ScriptedModel(
            "m",
            request ->
                await(
                    () -> {
                      TriageFailedException e = failure.getAndSet(null);
                      if (e != null) {
                        throw e;
                      }
                      return ScriptedModel.result("m", Samples.output(1));
                    }));
    TriageService service = service(model);
    List<Caller<TriageResult>> callers =
        callers(
            model,
            times(
                8,
                () -> {
                  try {
                    return service.triage(TICKET);
                  } catch (TriageFailedException e) {
                    assertThat(e.reason()).isEqualTo(FailureReason.UNAVAILABLE);
                    return service.triage(TICKET);
                  }
                }));

    release.countDown();

    for (Caller<TriageResult> caller : callers) {
      assertThat(caller.result().output()).isEqualTo(Samples.output(1));
    }
    assertThat(listener.failed()).hasSize(1);
    assertThat(model.calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("When the one who asks cancels, one of the others asks and all of them are served")
  void triageAsync_askerCancels_anotherTakesOver() throws Exception {
    ScriptedModel model = heldBack(Samples.output(1));
    TriageService service = service(model);
    CompletableFuture<TriageResult> first =
        service.triageAsync(TICKET, work -> new Thread(work).start());
    Patience.until(() -> model.calls() == 1);
    List<Caller<TriageResult>> others = callers(model, times(8, () -> service.triage(TICKET)));

    first.cancel(true);
    Patience.until(() -> model.calls() == 2);
    release.countDown();

    for (Caller<TriageResult> other : others) {
      assertThat(other.result().output()).isEqualTo(Samples.output(1));
    }
    assertThat(first).isCancelled();
    assertThat(model.calls()).isEqualTo(2);
    assertThat(listener.triaged()).hasSize(1);
    assertThat(listener.failed())
        .extracting(TriageFailedException::reason)
        .containsExactly(FailureReason.CANCELLED);
  }

  @Test
  @DisplayName("One who waits and is interrupted gives up alone, and stays interrupted")
  void triage_waiterInterrupted_othersGoOn() throws Exception {
    ScriptedModel model = heldBack(Samples.output(1));
    TriageService service = service(model);
    List<Caller<TriageResult>> callers = callers(model, times(3, () -> service.triage(TICKET)));

    callers.get(1).interrupt();
    assertFailed(callers.get(1), FailureReason.CANCELLED);
    assertThat(callers.get(1).leftInterrupted()).isTrue();
    release.countDown();

    assertThat(callers.get(0).result()).isEqualTo(callers.get(2).result());
    assertThat(model.calls()).isEqualTo(1);
    assertThat(listener.failed()).isEmpty();
  }

  @Test
  @DisplayName("One who waits has a timeout of its own, however long the one who asks takes")
  void triage_waiterOutOfTime_timesOut() throws Exception {
    ScriptedModel model = heldBack(Samples.output(1));
    TriageService service =
        TriageService.builder(model).listener(listener).timeout(Duration.ofMillis(200)).build();
    Caller<TriageResult> first = new Caller<>(() -> service.triage(TICKET));
    Patience.until(() -> model.calls() == 1);
    Caller<TriageResult> second = new Caller<>(() -> service.triage(TICKET));

    assertFailed(second, FailureReason.TIMEOUT);
    release.countDown();

    assertThat(first.result().output()).isEqualTo(Samples.output(1));
    assertThat(model.calls()).isEqualTo(1);
    assertThat(listener.failed()).isEmpty();
  }

  @Test
  @DisplayName("A retriage does not take what a triage found in the cache for a new one")
  void retriage_whileLookingUp_asks() throws Exception {
    CountDownLatch lookingUp = new CountDownLatch(1);
    AtomicInteger puts = new AtomicInteger();
    TriageCache slow =
        new TriageCache() {
          @Override
          public Optional<Triage> get(String ticketId) {
            lookingUp.countDown();
            Patience.await(release);
            return Optional.of(Samples.triage(7));
          }

          @Override
          public Map<String, Triage> getAll(Collection<String> ticketIds) {
            return Map.of();
          }

          @Override
          public void put(String ticketId, Triage triage) {
            puts.incrementAndGet();
          }
        };
    ScriptedModel model = ScriptedModel.answering("m", Samples.output(1));
    TriageService service = TriageService.builder(model).cache(slow).build();
    Caller<TriageResult> triage = new Caller<>(() -> service.triage(TICKET));
    Patience.await(lookingUp);
    Caller<TriageResult> retriage = new Caller<>(() -> service.retriage(TICKET));
    Patience.until(retriage::isWaiting);

    release.countDown();

    assertThat(triage.result()).isEqualTo(TriageResult.cached(Samples.triage(7)));
    assertThat(retriage.result().output()).isEqualTo(Samples.output(1));
    assertThat(model.calls()).isEqualTo(1);
    assertThat(puts).hasValue(1);
  }

  @Test
  @DisplayName("A model that asks for the ticket it is labelling fails at once instead of waiting")
  void triage_modelAsksAgain_fails() {
    AtomicReference<TriageService> service = new AtomicReference<>();
    TriageModel model =
        new ScriptedModel("m", (TriageRequest request) -> service.get().retriage(request.ticket()));
    service.set(service(model));

    assertThatThrownBy(() -> service.get().triage(TICKET))
        .isInstanceOfSatisfying(
            TriageFailedException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.INTERNAL))
        .hasMessage("m failed: java.lang.IllegalStateException");
    assertThat(listener.failed()).hasSize(1);
  }

  @Test
  @DisplayName("What one caller cannot keep the others get all the same")
  void ask_notKept_failsAlone() throws Exception {
    StorageException lost =
        new StorageException("write", StorageException.Reason.UNAVAILABLE, "it is down");
    ScriptedModel model = heldBack(Samples.output(1));
    TriageService service = service(model);
    List<Caller<TriageResult>> callers =
        callers(
            model,
            List.of(
                () ->
                    service.ask(
                        TICKET,
                        Lane.BULK,
                        result -> {
                          throw lost;
                        }),
                () -> service.triage(TICKET),
                () ->
                    service.ask(
                        TICKET,
                        Lane.BULK,
                        result -> {
                          throw lost;
                        })));

    release.countDown();

    assertThat(callers.get(1).result().output()).isEqualTo(Samples.output(1));
    assertThatThrownBy(callers.get(0)::result).cause().isSameAs(lost);
    assertThatThrownBy(callers.get(2)::result).cause().isSameAs(lost);
    assertThat(listener.triaged()).hasSize(1);
  }

  @Test
  @DisplayName("A cache that gives up because of an interrupt leaves it to the model to give up")
  void triage_interruptedInCache_isCancelled() throws Exception {
    TriageCache interruptible =
        new TriageCache() {
          private final TriageCache cache = new InMemoryTriageCache();

          @Override
          public Optional<Triage> get(String ticketId) {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new StorageException(
                  "read", StorageException.Reason.UNAVAILABLE, "the thread was interrupted");
            }
            return cache.get(ticketId);
          }

          @Override
          public Map<String, Triage> getAll(Collection<String> ticketIds) {
            return cache.getAll(ticketIds);
          }

          @Override
          public void put(String ticketId, Triage triage) {
            cache.put(ticketId, triage);
          }
        };
    TriageService service =
        TriageService.builder(heldBack(Samples.output(1)))
            .cache(interruptible)
            .listener(listener)
            .build();
    Caller<TriageResult> caller = new Caller<>(() -> service.triage(TICKET));
    Patience.until(caller::isWaiting);

    caller.interrupt();

    assertFailed(caller, FailureReason.CANCELLED);
    assertThat(caller.leftInterrupted()).isTrue();
    assertThat(listener.cacheFailures()).hasSize(1);
  }
}
