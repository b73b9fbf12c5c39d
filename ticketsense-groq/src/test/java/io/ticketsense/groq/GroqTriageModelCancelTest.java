package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a triage is given up, and what is left behind: nothing. */
class GroqTriageModelCancelTest {

  private static final int LATE_MILLIS = 1_000;

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  @Test
  @DisplayName("Interrupting a thread that waits for an answer cancels the call at once")
  void triage_interruptedWhileAsking_cancelsCall() throws Exception {
    groq.answers(completion(FakeGroq.TRIAGE).withFixedDelay(LATE_MILLIS));
    Caller caller = new Caller(groq.model(), groq.request());

    groq.awaitRequestSent();
    caller.interrupt();

    TriageFailedException failure = caller.failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.CANCELLED));
    assertThat(caller.isStillInterrupted()).isTrue();
    groq.awaitCallCanceled();
  }

  @Test
  @DisplayName("Interrupting a thread between two attempts ends the wait at once")
  void triage_interruptedWhileWaiting_givesUp() throws Exception {
    groq.answers(error(429, "rate_limit_exceeded"));
    groq.time().standStill();
    Caller caller = new Caller(groq.model(), groq.request());

    groq.time().awaitPause();
    caller.interrupt();

    TriageFailedException failure = caller.failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.RATE_LIMITED));
    assertThat(caller.isStillInterrupted()).isTrue();
    assertThat(groq.requests()).hasSize(1);
  }

  @Test
  @DisplayName("A thread that comes interrupted asks nothing and stays interrupted")
  void triage_interruptedBefore_asksNothing() throws Exception {
    groq.answers(completion(FakeGroq.TRIAGE));
    GroqTriageModel model = groq.model();
    Thread.currentThread().interrupt();
    TriageFailedException failure;
    boolean interrupted;
    try {
      failure = groq.failure(model);
    } finally {
      interrupted = Thread.interrupted();
    }

    assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(failure.attempts()).isEmpty();
    assertThat(interrupted).isTrue();
    assertThat(groq.requests()).isEmpty();
  }

  @Test
  @DisplayName("Closing the model cancels the call under way and frees who waits for it")
  void close_whileAsking_cancelsCall() throws Exception {
    groq.answers(completion(FakeGroq.TRIAGE).withFixedDelay(LATE_MILLIS));
    GroqTriageModel model = groq.model();
    Caller caller = new Caller(model, groq.request());

    groq.awaitRequestSent();
    model.close();

    TriageFailedException failure = caller.failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.CANCELLED));
    assertThat(caller.isStillInterrupted()).isFalse();
    groq.awaitCallCanceled();
  }

  @Test
  @DisplayName(
      "Closing the model frees who waits between two attempts, with threads of its own too")
  void close_whileWaiting_givesUp() throws Exception {
    groq.answers(error(429, "rate_limit_exceeded").withHeader("Retry-After", "30"));
    GroqTriageModel model =
        groq.open(
            GroqTriageModel.builder(FakeGroq.KEY).baseUrl(groq.ownUrl()).client(groq.client()));
    Caller caller = new Caller(model, realTimeRequest());

    Awaitility.await("the first answer is read")
        .until(() -> groq.client().connectionPool().idleConnectionCount() == 1);
    model.close();

    assertThat(caller.failure().reason()).isEqualTo(FailureReason.CANCELLED);
  }

  @Test
  @DisplayName("A closed model asks nothing; closing it again is no mistake")
  void triage_closed_asksNothing() {
    GroqTriageModel model = groq.model();
    model.close();
    model.close();

    TriageFailedException failure = groq.failure(model);

    assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(failure).hasMessageContaining("closed");
    assertThat(groq.requests()).isEmpty();
  }

  @Test
  @DisplayName("A triage that meets closed threads is cancelled like any other")
  void triage_threadsClosed_isCancelled() {
    GroqTriageModel model =
        groq.open(
            groq.builder()
                .scheduler(
                    (work, delay, unit) -> {
                      throw new RejectedExecutionException();
                    }));

    assertThat(groq.failure(model).reason()).isEqualTo(FailureReason.CANCELLED);
  }

  @Test
  @DisplayName("A model with threads and client of its own leaves no thread behind")
  void close_ownThreads_endsThem() {
    groq.answers(completion(FakeGroq.TRIAGE));
    Set<Thread> before = ownThreads();
    GroqTriageModel model = GroqTriageModel.builder(FakeGroq.KEY).baseUrl(groq.ownUrl()).build();
    model.triage(realTimeRequest());
    assertThat(ownThreads()).hasSizeGreaterThan(before.size());

    model.close();

    Awaitility.await().until(() -> before.containsAll(ownThreads()));
  }

  @Test
  @DisplayName("A model with a client of its own leaves no connection behind")
  void close_ownClient_closesConnections() {
    groq.answers(completion(FakeGroq.TRIAGE));
    GroqTriageModel model = GroqTriageModel.builder(FakeGroq.KEY).baseUrl(groq.ownUrl()).build();
    Awaitility.await("earlier tests have left").until(() -> FakeGroq.openConnections() == 0);
    model.triage(realTimeRequest());
    assertThat(FakeGroq.openConnections()).isEqualTo(1);

    model.close();

    Awaitility.await().until(() -> FakeGroq.openConnections() == 0);
  }

  @Test
  @DisplayName("A client that was passed in works on after the model is closed")
  void close_clientPassedIn_staysOpen() {
    groq.answers(completion(FakeGroq.TRIAGE));
    GroqTriageModel first = groq.model();
    GroqTriageModel second = groq.open(groq.builder().model("openai/gpt-oss-20b"));
    first.triage(groq.request());

    first.close();

    assertThat(groq.client().connectionPool().connectionCount()).isEqualTo(1);
    assertThat(second.triage(groq.request()).model()).contains("openai/gpt-oss-20b");
    assertThat(groq.client().connectionPool().connectionCount()).isEqualTo(1);
  }

  private static TriageRequest realTimeRequest() {
    return new TriageRequest(
        FakeGroq.ticket("?", "?"),
        Taxonomy.standard(),
        Deadline.after(Duration.ofMinutes(1), Ticker.system()));
  }

  private static Set<Thread> ownThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().equals("ticketsense-groq"));
    return threads;
  }

  /** A thread that asks for one triage, which is expected to fail. */
  private static final class Caller {

    private final CompletableFuture<TriageFailedException> failure = new CompletableFuture<>();
    private final CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    private final Thread thread;

    Caller(TriageModel model, TriageRequest request) {
      thread =
          new Thread(
              () -> {
                try {
                  model.triage(request);
                  failure.completeExceptionally(new AssertionError("It was answered"));
                } catch (TriageFailedException e) {
                  stillInterrupted.complete(Thread.currentThread().isInterrupted());
                  failure.complete(e);
                }
              });
      thread.start();
    }

    void interrupt() {
      thread.interrupt();
    }

    TriageFailedException failure() throws Exception {
      return failure.get(10, TimeUnit.SECONDS);
    }

    boolean isStillInterrupted() {
      return stillInterrupted.join();
    }
  }
}
