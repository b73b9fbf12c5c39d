package io.ticketsense.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EvaluatorTest {

  private static double accuracy(Evaluation evaluation, LabelField field) {
    return evaluation.overall().field(field).metric(Metric.ACCURACY).orElseThrow().value();
  }

  @Test
  @DisplayName("Every ticket is asked about once, and kept in the order given")
  void evaluate_tickets_areAskedOnceInOrder() {
    List<String> asked = new ArrayList<>();
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              synchronized (asked) {
                asked.add(request.ticket().id());
              }
              assertThat(request.lane()).isEqualTo(Lane.BULK);
              return TriageResult.of(Samples.output(Labelled.number(request)), "m");
            });

    Evaluation evaluation = Labelled.evaluate(model, Labelled.tickets(40));

    List<String> ids = Labelled.tickets(40).stream().map(t -> t.ticket().id()).toList();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(evaluation.tickets()).extracting(EvaluatedTicket::id).containsExactlyElementsOf(ids);
    assertThat(evaluation.model()).isEqualTo("m");
    assertThat(evaluation.failures()).isEmpty();
    assertThat(accuracy(evaluation, LabelField.CATEGORY)).isEqualTo(1);
    assertThat(evaluation.groups()).containsOnlyKeys("group 0", "group 1", "group 2");
    assertThat(evaluation.groups().get("group 0").tickets()).isEqualTo(14);
  }

  @Test
  @DisplayName("Whatever a model does wrong counts as wrong and is listed with its reason")
  void evaluate_modelFails_countsAsWrong() {
    Attempt attempt =
        Attempt.failed("m", FailureReason.TIMEOUT, Duration.ofSeconds(1), new TokenUsage(7, 3));
    TriageModel model =
        Labelled.model(
            "m",
            request ->
                switch (Labelled.number(request)) {
                  case 0 ->
                      throw new TriageFailedException(
                          FailureReason.TIMEOUT, "late", List.of(attempt));
                  case 1 -> throw new IllegalStateException("a bug");
                  case 2 -> throw new StackOverflowError();
                  case 3 ->
                      TriageResult.of(
                          new TriageOutput(
                              Priority.LOW,
                              Category.of("weather"),
                              Sentiment.ANGRY,
                              "A summary",
                              List.of("a", "b")),
                          "m");
                  case 4 -> {
                    new TriageOutput(
                        Priority.LOW, Category.BILLING, Sentiment.ANGRY, "", List.of());
                    throw new AssertionError("An invalid output must not exist");
                  }
                  default -> TriageResult.of(Samples.output(Labelled.number(request)), "m");
                });

    Evaluation evaluation = Labelled.evaluate(model, Labelled.tickets(10));

    assertThat(evaluation.failures())
        .extracting(ticket -> ticket.failure().orElseThrow())
        .containsExactly(
            FailureReason.TIMEOUT,
            FailureReason.INTERNAL,
            FailureReason.INTERNAL,
            FailureReason.INVALID_OUTPUT,
            FailureReason.INVALID_OUTPUT);
    assertThat(evaluation.overall().failed()).isEqualTo(5);
    for (LabelField field : LabelField.values()) {
      assertThat(accuracy(evaluation, field)).isEqualTo(0.5);
    }
    assertThat(evaluation.performance().inputTokensPerTicket()).isEqualTo(0.7);
    assertThat(evaluation.overall().summaries().get(SummaryCheck.LENGTH).value()).isEqualTo(1);
  }

  @Test
  @DisplayName("A wrong key ends the evaluation: it says nothing about the model")
  void evaluate_unauthenticated_ends() {
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              throw new TriageFailedException(
                  FailureReason.UNAUTHENTICATED, "no such key", List.of());
            });

    assertThatThrownBy(() -> Labelled.evaluate(model, Labelled.tickets(20)))
        .isInstanceOf(TriageFailedException.class)
        .hasMessage("no such key");
  }

  @Test
  @DisplayName("An Error that is no fault of one ticket gets through")
  void evaluate_error_getsThrough() {
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              throw new LinkageError("no such class");
            });

    assertThatThrownBy(() -> Labelled.evaluate(model, Labelled.tickets(20)))
        .isInstanceOf(LinkageError.class);
  }

  @Test
  @DisplayName("Each group is asked about at its own model")
  void perGroup_models_areThoseOfGroups() throws Exception {
    Map<String, TriageModel> models =
        Map.of(
            "group 0", Labelled.wrongOn("a"),
            "group 1", Labelled.wrongOn("b"),
            "group 2", Labelled.wrongOn("c", 2, 5));

    Evaluation evaluation =
        Evaluator.perGroup("held out", models::get).build().evaluate(Labelled.tickets(9));

    assertThat(evaluation.model()).isEqualTo("held out");
    assertThat(evaluation.performance().answeredBy()).isEqualTo(Map.of("a", 3, "b", 3, "c", 3));
    Scores worst = evaluation.groups().get("group 2");
    assertThat(worst.field(LabelField.PRIORITY).metric(Metric.ACCURACY).orElseThrow().value())
        .isEqualTo(1 / 3.0);
    assertThat(evaluation.groups().get("group 0").failed()).isZero();
  }

  @Test
  @DisplayName("A ticket without a group is refused where models go by group")
  void perGroup_noGroup_isRefused() {
    LabelledTicket alone =
        LabelledTicket.of(Samples.ticket(7), Priority.LOW, Category.BILLING, Sentiment.NEUTRAL);
    Evaluator evaluator = Evaluator.perGroup("x", group -> Labelled.wrongOn("a")).build();

    assertThatThrownBy(() -> evaluator.evaluate(List.of(alone)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Ticket ticket_007 has no group");
  }

  @Test
  @DisplayName("No tickets, a ticket twice, or a category unknown to the taxonomy is refused")
  void evaluate_badTickets_areRefused() {
    Evaluator evaluator = Evaluator.builder(Labelled.wrongOn("m")).build();
    LabelledTicket foreign =
        LabelledTicket.of(
            Samples.ticket(7), Priority.LOW, Category.of("weather"), Sentiment.NEUTRAL);

    assertThatThrownBy(() -> evaluator.evaluate(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no labelled tickets");
    assertThatThrownBy(() -> evaluator.evaluate(List.of(Labelled.ticket(1), Labelled.ticket(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Ticket ticket_001 is there twice");
    assertThatThrownBy(() -> evaluator.evaluate(List.of(foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Ticket ticket_007: category must be one of billing, ");
  }

  @Test
  @DisplayName("A taxonomy of one's own decides what may be answered and counted")
  void evaluate_ownTaxonomy_counts() throws Exception {
    Taxonomy taxonomy =
        Taxonomy.standard().toBuilder().category("weather", "rain and shine").build();
    TriageOutput output =
        new TriageOutput(
            Priority.LOW, Category.of("weather"), Sentiment.ANGRY, "Rain", List.of("a", "b"));
    LabelledTicket ticket =
        LabelledTicket.of(
            Samples.ticket(1), output.priority(), output.category(), output.sentiment());

    Evaluation evaluation =
        Evaluator.builder(Labelled.model("m", request -> TriageResult.of(output, "m")))
            .taxonomy(taxonomy)
            .build()
            .evaluate(List.of(ticket));

    assertThat(accuracy(evaluation, LabelField.CATEGORY)).isEqualTo(1);
    assertThat(evaluation.labels().get(LabelField.CATEGORY)).endsWith("weather").hasSize(6);
  }

  @Test
  @DisplayName("As many tickets are in flight as asked for, and no more")
  void concurrency_four_isFour() throws Exception {
    CyclicBarrier four = new CyclicBarrier(4);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              threads.add(Thread.currentThread());
              try {
                four.await(30, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return TriageResult.of(Samples.output(Labelled.number(request)), "m");
            });

    Evaluation evaluation =
        Evaluator.builder(model).concurrency(4).build().evaluate(Labelled.tickets(16));

    assertThat(evaluation.failures()).isEmpty();
    assertThat(threads).hasSize(4);
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(thread.isAlive()).as("our own threads end").isFalse();
    }
  }

  @Test
  @DisplayName("The caller's thread may do all the work itself")
  void executor_direct_works() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              threads.add(Thread.currentThread());
              return TriageResult.of(Samples.output(Labelled.number(request)), "m");
            });

    Evaluator.builder(model).executor(Runnable::run).build().evaluate(Labelled.tickets(16));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  @DisplayName("An interrupt ends the evaluation and its calls, and leaves the host's threads be")
  void evaluate_interrupted_ends() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch interrupted = new CountDownLatch(2);
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              asked.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
              }
              throw new TriageFailedException(FailureReason.CANCELLED, "ended", List.of());
            });
    // Not a pool of the JDK, which would clear the interrupt itself.
    Queue<Boolean> flags = new ConcurrentLinkedQueue<>();
    CountDownLatch returned = new CountDownLatch(2);
    Executor host =
        work ->
            new Thread(
                    () -> {
                      work.run();
                      flags.add(Thread.currentThread().isInterrupted());
                      returned.countDown();
                    })
                .start();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                Evaluator.builder(model)
                    .executor(host)
                    .concurrency(2)
                    .build()
                    .evaluate(Labelled.tickets(50));
              } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
              }
            });
    caller.start();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(returned.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(flags).containsExactly(false, false);
  }

  @Test
  @DisplayName("Progress is told after every ticket, on the calling thread")
  void listener_everyTicket_isTold() throws Exception {
    List<EvaluationProgress> told = new ArrayList<>();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              throw new IllegalStateException();
            });

    Evaluator.builder(model)
        .listener(
            progress -> {
              told.add(progress);
              threads.add(Thread.currentThread());
            })
        .build()
        .evaluate(Labelled.tickets(3));

    assertThat(told)
        .containsExactly(
            new EvaluationProgress(3, 1, 1),
            new EvaluationProgress(3, 2, 2),
            new EvaluationProgress(3, 3, 3));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  @DisplayName("Latency is what the ticker says, tokens are those of all attempts")
  void performance_ticker_isMeasured() throws Exception {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              int number = Labelled.number(request);
              nanos.addAndGet(Duration.ofMillis(10L * (number + 1)).toNanos());
              return TriageResult.of(
                  Samples.output(number),
                  "m",
                  List.of(
                      Attempt.failed(
                          "m", FailureReason.RATE_LIMITED, Duration.ZERO, new TokenUsage(5, 0)),
                      Attempt.succeeded("m", Duration.ZERO, new TokenUsage(100, 20))));
            });

    Performance performance =
        Evaluator.builder(model)
            .ticker(nanos::get)
            .concurrency(1)
            .build()
            .evaluate(Labelled.tickets(21))
            .performance();

    assertThat(performance.latencyP50()).isEqualTo(Duration.ofMillis(110));
    assertThat(performance.latencyP95()).isEqualTo(Duration.ofMillis(200));
    assertThat(performance.attemptsPerTicket()).isEqualTo(2);
    assertThat(performance.inputTokensPerTicket()).isEqualTo(105);
    assertThat(performance.outputTokensPerTicket()).isEqualTo(20);
  }

  @Test
  @DisplayName("A model sees the deadline that the timeout gives it")
  void timeout_model_seesDeadline() throws Exception {
    AtomicReference<TriageRequest> seen = new AtomicReference<>();
    TriageModel model =
        Labelled.model(
            "m",
            request -> {
              seen.set(request);
              return TriageResult.of(Samples.output(0), "m");
            });

    Evaluator.builder(model)
        .ticker(() -> 0)
        .timeout(Duration.ofSeconds(7))
        .build()
        .evaluate(Labelled.tickets(1));

    assertThat(seen.get().deadline().remaining()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  @DisplayName("The same answers give the same bytes, however many threads there are")
  void evaluate_again_sameBytes() throws Exception {
    TriageModel model = Labelled.wrongOn("m", 1, 4, 9, 16, 25);
    List<String> written = new ArrayList<>();
    for (int concurrency : new int[] {1, 7}) {
      Evaluation evaluation =
          Evaluator.builder(model)
              .ticker(() -> 0)
              .concurrency(concurrency)
              .build()
              .evaluate(Labelled.tickets(60));
      written.add(
          EvaluationJson.write(evaluation)
              + EvaluationText.of(evaluation)
              + EvaluationHtml.of(evaluation));
    }

    assertThat(written.get(0)).isEqualTo(written.get(1));
  }

  @Test
  @DisplayName("Another seed draws other tickets, and measures the same")
  void seed_other_movesIntervalsOnly() throws Exception {
    TriageModel model = Labelled.wrongOn("m", 1, 4, 9, 16, 25);
    List<Estimate> accuracies = new ArrayList<>();
    for (long seed : new long[] {1, 2}) {
      accuracies.add(
          Evaluator.builder(model)
              .seed(seed)
              .resamples(101)
              .build()
              .evaluate(Labelled.tickets(60))
              .overall()
              .field(LabelField.PRIORITY)
              .metric(Metric.MACRO_F1)
              .orElseThrow());
    }

    assertThat(accuracies.get(0).value()).isEqualTo(accuracies.get(1).value());
    assertThat(accuracies.get(0)).isNotEqualTo(accuracies.get(1));
  }

  @Test
  @DisplayName("Numbers out of bounds are refused")
  void builder_outOfBounds_isRefused() {
    Evaluator.Builder builder = Evaluator.builder(Labelled.wrongOn("m"));

    assertThatThrownBy(() -> builder.concurrency(0)).hasMessage("Concurrency must be 1 to 1024");
    assertThatThrownBy(() -> builder.concurrency(1_025)).hasMessageContaining("1024");
    assertThatThrownBy(() -> builder.resamples(99)).hasMessage("Resamples must be 100 to 100000");
    assertThatThrownBy(() -> builder.resamples(100_001)).hasMessageContaining("100000");
    assertThatThrownBy(() -> builder.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("A hundred thousand tickets are no problem")
  void evaluate_hundredThousand_isScored() throws Exception {
    List<LabelledTicket> tickets = Labelled.tickets(100_000);

    Evaluation evaluation =
        Evaluator.builder(Labelled.wrongOn("m", 1, 4, 9))
            .executor(Runnable::run)
            .resamples(100)
            .build()
            .evaluate(tickets);

    assertThat(evaluation.overall().field(LabelField.CATEGORY).metric(Metric.ACCURACY))
        .map(Estimate::value)
        .isEqualTo(Optional.of(0.99997));
  }
}
