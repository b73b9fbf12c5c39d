package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.BulkOptions;
import io.ticketsense.BulkReport;
import io.ticketsense.BulkTriage;
import io.ticketsense.TriageService;
import io.ticketsense.contract.Samples;
import io.ticketsense.contract.Threads;
import io.ticketsense.contract.VirtualClock;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.memory.InMemoryQuotaGate;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.QuotaGate.Limit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many callers at once, over a real socket, on a clock that moves when all of them wait. */
class GroqTriageModelPacingTest {

  private static final int CALLERS = 4;
  private static final int MINUTES = 10;
  private static final int TICKETS = 200;
  private static final int CONCURRENCY = 8;

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  private final VirtualClock clock = new VirtualClock();
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Long> sent = new CopyOnWriteArrayList<>();

  /** Counts who waits. */
  private final class CountingGate implements QuotaGate {

    private final QuotaGate gate;

    CountingGate(QuotaGate gate) {
      this.gate = gate;
    }

    @Override
    public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
      waiting.incrementAndGet();
      return gate.acquire(tokens, lane, deadline)
          .whenComplete((permit, failure) -> waiting.decrementAndGet());
    }

    @Override
    public void allowed(Limit limit, long amount) {
      gate.allowed(limit, amount);
    }

    @Override
    public void remaining(Limit limit, long amount) {
      gate.remaining(limit, amount);
    }

    @Override
    public void pause(Duration duration) {
      gate.pause(duration);
    }
  }

  @Test
  @DisplayName(
      "Four callers keep within 30 requests and 8,000 tokens a minute and use 95 % of them")
  void triage_limitedQuota_isUsedWithoutRefusal() throws Exception {
    GroqTriageModel model =
        model(
            InMemoryQuotaGate.builder()
                .limit(Limit.REQUESTS_PER_MINUTE, 30)
                .limit(Limit.TOKENS_PER_MINUTE, 8_000));
    Deadline end = Deadline.after(Duration.ofMinutes(MINUTES), clock);

    try (model) {
      Threads.together(
          CALLERS + 1,
          i -> {
            if (i < CALLERS) {
              call(model, end);
            } else {
              moveClock(end);
            }
            return i;
          });
    }

    // What the server counts: 390 tokens for each answer, of 8,000 a minute; 20.5 requests.
    int allowed = MINUTES * 8_000 / 390;
    assertThat(sent.size()).isBetween((int) (0.95 * allowed), allowed + 4);
    assertNoMinuteAboveLimit();
  }

  @Test
  @DisplayName("A bulk run keeps within 30 requests a minute and uses 95 % of them")
  void run_limitedQuota_isUsedWithoutRefusal() throws Exception {
    GroqTriageModel model = model(InMemoryQuotaGate.builder().limit(Limit.REQUESTS_PER_MINUTE, 30));
    InMemoryTicketStore store = new InMemoryTicketStore();
    store.insertAll(Samples.tickets(TICKETS));
    BulkTriage bulk =
        new BulkTriage(TriageService.builder(model).store(store).ticker(clock).build());
    AtomicReference<BulkReport> report = new AtomicReference<>();

    try (model) {
      Threads.together(
          2,
          i -> {
            if (i == 0) {
              report.set(bulk.run(BulkOptions.defaults().withConcurrency(CONCURRENCY)));
            } else {
              while (sent.size() < TICKETS) {
                // All that is left waits for its turn: now time may pass.
                Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .until(
                        () ->
                            waiting.get() >= Math.min(CONCURRENCY, TICKETS - sent.size())
                                || sent.size() == TICKETS);
                clock.advance(clock.untilNext().orElse(Duration.ofMillis(1)));
              }
            }
            return i;
          });
    }

    assertThat(report.get().isSuccess()).isTrue();
    assertThat(report.get().progress().triaged()).isEqualTo(TICKETS);
    assertNoMinuteAboveLimit();
    assertThat(Duration.ofNanos(sent.get(TICKETS - 1) - sent.get(0)))
        .isLessThan(Duration.ofSeconds((long) (TICKETS * 2 / 0.95)));
  }

  private GroqTriageModel model(InMemoryQuotaGate.Builder gate) {
    groq.answers(completion(TRIAGE));
    OkHttpClient watched =
        groq.client()
            .newBuilder()
            .addInterceptor(
                chain -> {
                  sent.add(clock.nanos());
                  return chain.proceed(chain.request());
                })
            .build();
    return GroqTriageModel.builder(FakeGroq.KEY)
        .baseUrl(groq.groqUrl())
        .client(watched)
        .ticker(clock)
        .quotaGate(new CountingGate(gate.ticker(clock).timer(clock::after).build()))
        .build();
  }

  private void assertNoMinuteAboveLimit() {
    for (int i = 30; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 30)).isGreaterThan(Duration.ofMinutes(1).toNanos());
    }
  }

  private void call(GroqTriageModel model, Deadline end) {
    while (!end.hasPassed()) {
      // The deadline of a call lies on the machine's clock too, so it is generous.
      TriageResult unused =
          model.triage(
              new TriageRequest(
                  FakeGroq.ticket("Charged twice", "Please pay back."),
                  Taxonomy.standard(),
                  Deadline.after(Duration.ofHours(1), clock),
                  Lane.BULK));
    }
    waiting.addAndGet(1_000);
  }

  private void moveClock(Deadline end) {
    while (!end.hasPassed()) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .pollDelay(Duration.ZERO)
          .until(() -> waiting.get() >= CALLERS);
      clock.advance(clock.untilNext().orElse(Duration.ofSeconds(1)));
    }
    clock.advance(Duration.ofMinutes(5));
  }

  @Test
  @DisplayName("A hundred callers at once all get their answers")
  void triage_hundredCallers_areAnswered() throws Exception {
    groq.answers(completion(TRIAGE));
    GroqTriageModel model =
        groq.open(
            GroqTriageModel.builder(FakeGroq.KEY).client(groq.client()).baseUrl(groq.groqUrl()));

    List<Integer> requests =
        Threads.together(
            100,
            i -> {
              int attempts = 0;
              for (int n = 0; n < 10; n++) {
                attempts += model.triage(groq.request()).attempts().size();
              }
              return attempts;
            });

    assertThat(requests).hasSize(100).containsOnly(10);
    assertThat(groq.requests()).hasSize(1_000);
  }
}
