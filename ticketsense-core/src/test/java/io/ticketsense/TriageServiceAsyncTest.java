package io.ticketsense;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TriageServiceAsyncTest {

  private static final Ticket TICKET = Samples.ticket(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RecordingListener listener = new RecordingListener();

  private TriageService service(TriageModel model) {
    return TriageService.builder(model).listener(listener).build();
  }

  /** One thread per task, which says in what state the task left it. */
  private static final class WatchedThread implements Executor {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean leftInterrupted = new AtomicBoolean();

    @Override
    public void execute(Runnable task) {
      Thread thread =
          new Thread(
              () -> {
                task.run();
                leftInterrupted.set(Thread.currentThread().isInterrupted());
                ended.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }

    boolean leftInterrupted() {
      Patience.await(ended);
      return leftInterrupted.get();
    }
  }

  @Test
  @DisplayName("The future completes with the triage")
  void triageAsync_modelAnswers_completes() {
    WatchedThread thread = new WatchedThread();
    TriageService service = service(ScriptedModel.answering("m", Samples.output(1)));

    CompletableFuture<TriageResult> future = service.triageAsync(TICKET, thread);

    assertThat(future)
        .succeedsWithin(PATIENCE)
        .satisfies(result -> assertThat(result.output()).isEqualTo(Samples.output(1)));
    assertThat(thread.leftInterrupted()).isFalse();
    assertThat(listener.triaged()).hasSize(1);
  }

  @Test
  @DisplayName("The future fails with the typed exception itself, or with an Error")
  void triageAsync_modelFails_failsTyped() {
    TriageFailedException failure = ScriptedModel.failure("m", FailureReason.FORBIDDEN);
    AssertionError error = new AssertionError("boom");

    for (Throwable thrown : List.of(failure, error)) {
      WatchedThread thread = new WatchedThread();
      CompletableFuture<TriageResult> future =
          service(ScriptedModel.throwing("m", thrown)).triageAsync(TICKET, thread);

      assertThat(future)
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isSameAs(thrown);
      assertThat(thread.leftInterrupted()).isFalse();
    }
    assertThat(listener.failed()).hasSize(2);
  }

  static Stream<Named<Consumer<CompletableFuture<TriageResult>>>> waysToGiveUp() {
    return Stream.of(
        Named.of("cancel", future -> future.cancel(true)),
        Named.of("cancel without interrupting", future -> future.cancel(false)),
        Named.of("complete", future -> future.complete(TriageResult.cached(Samples.triage(9)))),
        Named.of("orTimeout", future -> assertThat(future.orTimeout(1, MILLISECONDS)).isNotNull()));
  }

  @ParameterizedTest
  @MethodSource("waysToGiveUp")
  @DisplayName("Giving up the future interrupts the model, and the thread is clean afterwards")
  void triageAsync_givenUp_interruptsModel(Consumer<CompletableFuture<TriageResult>> giveUp) {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    WatchedThread thread = new WatchedThread();
    TriageService service = service(ScriptedModel.hanging("m", asked, interrupted));

    CompletableFuture<TriageResult> future = service.triageAsync(TICKET, thread);
    Patience.await(asked);
    giveUp.accept(future);

    Patience.await(interrupted);
    assertThat(thread.leftInterrupted()).isFalse();
    assertThat(listener.failed())
        .extracting(TriageFailedException::reason)
        .containsExactly(FailureReason.CANCELLED);
    assertThat(listener.triaged()).isEmpty();
  }

  @Test
  @DisplayName("Whoever waits hears of the cancellation or the timeout, not of the interrupt")
  void triageAsync_givenUp_saysHow() {
    TriageService service =
        service(ScriptedModel.hanging("m", new CountDownLatch(1), new CountDownLatch(1)));
    CompletableFuture<TriageResult> cancelled = service.triageAsync(TICKET, new WatchedThread());
    CompletableFuture<TriageResult> late = service.triageAsync(TICKET, new WatchedThread());

    cancelled.cancel(true);

    assertThat(cancelled).isCancelled();
    assertThat(late.orTimeout(1, MILLISECONDS))
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(TimeoutException.class);
  }

  @Test
  @DisplayName("A triage that is cancelled before its turn asks no model")
  void triageAsync_cancelledInQueue_asksNoModel() {
    List<Runnable> queue = new ArrayList<>();
    ScriptedModel model = ScriptedModel.answering("m", Samples.output(1));

    CompletableFuture<TriageResult> future = service(model).triageAsync(TICKET, queue::add);
    future.cancel(true);
    queue.forEach(Runnable::run);

    assertThat(queue).hasSize(1);
    assertThat(model.calls()).isZero();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  @DisplayName("An interrupt that has nothing to do with the future stays")
  void triageAsync_interruptedByOthers_staysInterrupted() {
    TriageModel model =
        new ScriptedModel(
            "m",
            request -> {
              Thread.currentThread().interrupt();
              return TriageResult.of(Samples.output(1), "m");
            });
    WatchedThread thread = new WatchedThread();

    CompletableFuture<TriageResult> future = service(model).triageAsync(TICKET, thread);

    assertThat(future).succeedsWithin(PATIENCE);
    assertThat(thread.leftInterrupted()).isTrue();
  }

  @Test
  @DisplayName("An executor that is full says so to the caller")
  void triageAsync_rejected_throws() {
    ScriptedModel model = ScriptedModel.answering("m", Samples.output(1));
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };

    assertThatThrownBy(() -> service(model).triageAsync(TICKET, full))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(model.calls()).isZero();
  }

  @Test
  @DisplayName("Two hundred triages that are cancelled at any moment leave no thread interrupted")
  void triageAsync_cancelledAnytime_leavesThreadsClean() {
    TriageService service = service(ScriptedModel.answering("m", Samples.output(1)));
    List<WatchedThread> threads = new ArrayList<>();

    for (int i = 0; i < 200; i++) {
      WatchedThread thread = new WatchedThread();
      threads.add(thread);
      service.triageAsync(TICKET, thread).cancel(true);
    }

    assertThat(threads).noneMatch(WatchedThread::leftInterrupted);
  }
}
