package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.failure;
import static io.ticketsense.groq.FakeGroq.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.ticketsense.FallbackTriageModel;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.error.FailureReason;
import io.ticketsense.groq.GroqTriageModel.Dialect;
import io.ticketsense.memory.InMemoryQuotaGate;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.QuotaGate.Limit;
import io.ticketsense.port.TriageFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the quota gate is asked and told. */
class GroqTriageModelQuotaTest {

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  private final RecordingGate gate = new RecordingGate();

  /** Lets everybody through and writes down what it hears. */
  private static final class RecordingGate implements QuotaGate {

    final List<String> heard = new CopyOnWriteArrayList<>();
    volatile long reserved;
    Function<Permit, CompletableFuture<Permit>> turn = CompletableFuture::completedFuture;

    @Override
    public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
      reserved = tokens;
      heard.add("acquire " + lane);
      return turn.apply(
          new Permit() {
            @Override
            public void used(long used) {
              heard.add("used " + (used == reserved ? "all" : used));
            }

            @Override
            public void unused() {
              heard.add("unused");
            }
          });
    }

    @Override
    public void allowed(Limit limit, long amount) {
      heard.add(limit + " of " + amount);
    }

    @Override
    public void remaining(Limit limit, long amount) {
      heard.add(limit + " left " + amount);
    }

    @Override
    public void pause(Duration duration) {
      heard.add("pause " + duration);
    }
  }

  private GroqTriageModel model() {
    return groq.open(groq.builder().quotaGate(gate));
  }

  @Test
  @DisplayName(
      "Prompt and answer limit are reserved in the caller's lane, and what was used is told")
  void triage_answer_isAccountedFor() {
    groq.answers(completion(TRIAGE));
    TriageRequest request = groq.request();

    var unused =
        model()
            .triage(
                new TriageRequest(
                    request.ticket(), request.taxonomy(), request.deadline(), Lane.BULK));

    assertThat(gate.heard).containsExactly("acquire BULK", "used 390");
    String sent = groq.requests().get(0).getBodyAsString();
    assertThat(gate.reserved)
        .as("1,500 for the answer, and the prompt rather over- than underestimated")
        .isBetween(1_500L + sent.length() / 5, 1_500L + sent.length() / 2);
  }

  @Test
  @DisplayName("Tokens that the server had cached count for no limit")
  void triage_cachedTokens_areFree() {
    groq.answers(
        json(
            200,
            "{\"choices\":[{\"message\":{\"content\":\""
                + TRIAGE.replace("\"", "\\\"")
                + "\"}}],\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":90,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":800}}}"));

    var unused = model().triage(groq.request());

    assertThat(gate.heard).containsExactly("acquire INTERACTIVE", "used 190");
  }

  @Test
  @DisplayName("An answer that does not say what it used is taken to have used all")
  void triage_noUsage_usesAll() {
    groq.answers(
        json(
            200,
            "{\"choices\":[{\"message\":{\"content\":\""
                + TRIAGE.replace("\"", "\\\"")
                + "\"}}]}"));

    var unused = model().triage(groq.request());

    assertThat(gate.heard).containsExactly("acquire INTERACTIVE", "used all");
  }

  @Test
  @DisplayName("Every attempt reserves anew; one that was refused cost no tokens, one cut off all")
  void triage_attempts_eachReserve() {
    groq.answers(
        error(500, ""),
        completion(TRIAGE).withFault(Fault.CONNECTION_RESET_BY_PEER),
        completion("?"),
        completion(TRIAGE));

    var unused = model().triage(groq.request());

    assertThat(gate.heard)
        .containsExactly(
            "acquire INTERACTIVE", "used 0",
            "acquire INTERACTIVE", "used all",
            "acquire INTERACTIVE", "used 390",
            "acquire INTERACTIVE", "used 390");
  }

  @Test
  @DisplayName(
      "What Groq allows and has left, per day and per minute, is passed on after the permit")
  void triage_groqHeaders_arePassedOn() {
    groq.answers(
        completion(TRIAGE)
            .withHeader("x-ratelimit-limit-requests", "14400")
            .withHeader("x-ratelimit-remaining-requests", "14370")
            .withHeader("x-ratelimit-limit-tokens", "0")
            .withHeader("x-ratelimit-remaining-tokens", "17997"));

    var unused = model().triage(groq.request());

    assertThat(gate.heard)
        .containsExactlyInAnyOrder(
            "acquire INTERACTIVE",
            "used 390",
            "REQUESTS_PER_DAY of 14400",
            "REQUESTS_PER_DAY left 14370",
            "TOKENS_PER_MINUTE left 17997")
        .startsWith("acquire INTERACTIVE", "used 390");
  }

  @Test
  @DisplayName("The same headers of OpenAI are about minutes; of others nothing is known")
  void triage_otherDialects_areReadTheirWay() {
    groq.answers(
        completion(TRIAGE)
            .withHeader("x-ratelimit-remaining-requests", "59")
            .withHeader("x-ratelimit-remaining-tokens", "many"));

    var unused =
        groq.open(groq.builder().dialect(Dialect.OPENAI).quotaGate(gate)).triage(groq.request());
    unused =
        groq.open(groq.builder().dialect(Dialect.OTHER).quotaGate(gate)).triage(groq.request());

    assertThat(gate.heard)
        .containsExactly(
            "acquire INTERACTIVE",
            "used 390",
            "REQUESTS_PER_MINUTE left 59",
            "acquire INTERACTIVE",
            "used 390");
  }

  @Test
  @DisplayName("A rate limit that says for how long makes everybody pause, an outage does not")
  void triage_rateLimit_pausesAll() {
    groq.answers(
        error(503, "").withHeader("Retry-After", "3"),
        error(429, "").withHeader("Retry-After", "7"),
        completion(TRIAGE));

    var unused = model().triage(groq.request());

    assertThat(gate.heard)
        .filteredOn(text -> text.startsWith("pause"))
        .containsExactly("pause PT7S");
  }

  @Test
  @DisplayName("Nobody pauses for longer than a day, the longest time that quotas are counted in")
  void triage_absurdRetryAfter_pausesForADay() {
    groq.answers(error(429, "").withHeader("Retry-After", "1795000000"));

    assertThat(groq.failure(model()).retryAfter()).contains(Duration.ofDays(365));
    assertThat(gate.heard).contains("pause PT24H");
  }

  @Test
  @DisplayName("Where no connection comes about nothing was sent, and nothing is charged")
  void triage_unreachable_isUnused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    groq.failure(
        groq.open(groq.builder().baseUrl("http://localhost:" + port + "/v1").quotaGate(gate)));

    assertThat(gate.heard).hasSize(8).containsOnly("acquire INTERACTIVE", "unused");
  }

  @Test
  @DisplayName("A client that is interrupted as it connects throws what it does not declare")
  void triage_threadInterruptedWhileConnecting_handsBackPermit() {
    OkHttpClient client =
        groq.client()
            .newBuilder()
            .addInterceptor(
                chain -> {
                  Thread.currentThread().interrupt();
                  return chain.proceed(chain.request());
                })
            .build();

    TriageFailedException failure =
        groq.failure(groq.open(groq.builder().client(client).quotaGate(gate)));

    assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(gate.heard).containsExactly("acquire INTERACTIVE", "used all");
  }

  @Test
  @DisplayName("A turn that comes just as the thread is interrupted is handed back")
  void triage_turnComesWithInterrupt_handsBackPermit() {
    gate.turn =
        permit ->
            new CompletableFuture<>() {
              @Override
              public QuotaGate.Permit get() throws InterruptedException {
                complete(permit);
                throw new InterruptedException();
              }
            };

    assertThat(groq.failure(model()).reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(gate.heard).containsExactly("acquire INTERACTIVE", "unused");
    assertThat(groq.requests()).isEmpty();
  }

  @Test
  @DisplayName("A turn that comes when nobody waits any more is handed back, and nothing is sent")
  void triage_turnComesAfterInterrupt_handsBackPermit() {
    GroqTriageModel model = model();
    Thread caller = new Thread(() -> groq.failure(model));
    gate.turn =
        permit -> {
          caller.interrupt();
          Awaitility.await().until(() -> !caller.isAlive());
          return CompletableFuture.completedFuture(permit);
        };

    caller.start();

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(gate.heard).containsExactly("acquire INTERACTIVE", "unused"));
    assertThat(groq.requests()).isEmpty();
  }

  @Test
  @DisplayName("A turn that comes after the deadline is handed back")
  void triage_turnComesTooLate_handsBackPermit() {
    gate.turn =
        permit -> {
          groq.time().advance(Duration.ofMinutes(2));
          return CompletableFuture.completedFuture(permit);
        };

    assertThat(groq.failure(model()).reason()).isEqualTo(FailureReason.TIMEOUT);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(gate.heard).containsExactly("acquire INTERACTIVE", "unused"));
    assertThat(groq.requests()).isEmpty();
  }

  @Test
  @DisplayName("A repair reserves what it shows to the model as well")
  void triage_repair_reservesMore() {
    groq.answers(completion("?".repeat(4_000)), completion(TRIAGE));
    List<Long> reserved = new CopyOnWriteArrayList<>();
    gate.turn =
        permit -> {
          reserved.add(gate.reserved);
          return CompletableFuture.completedFuture(permit);
        };

    var unused = model().triage(groq.request());

    assertThat(reserved).hasSize(2);
    assertThat(reserved.get(1) - reserved.get(0)).isBetween(1_000L, 2_200L);
  }

  @Test
  @DisplayName("By default callers of one model pause together")
  void triage_pauseBeyondDeadline_isNotAskedAgain() {
    groq.answers(error(429, "").withHeader("Retry-After", "100"));
    GroqTriageModel model = groq.model();

    TriageFailedException first = groq.failure(model);
    TriageFailedException second = groq.failure(model);

    assertThat(first.reason()).isEqualTo(FailureReason.RATE_LIMITED);
    assertThat(second.reason()).isEqualTo(FailureReason.OUT_OF_QUOTA);
    assertThat(second.attempts()).isEmpty();
    assertThat(second.retryAfter()).contains(Duration.ofSeconds(100));
    assertThat(second)
        .hasMessage(
            "openai/gpt-oss-120b was not asked: The quota has no room before the deadline, only in"
                + " 100 s");
    assertThat(groq.requests()).hasSize(1);
  }

  @Test
  @DisplayName("A model without room hands the ticket to the next one at once")
  void triage_noRoom_nextModelAnswers() {
    groq.answers(completion(TRIAGE));
    QuotaGate full =
        InMemoryQuotaGate.builder()
            .limit(Limit.REQUESTS_PER_DAY, 1)
            .ticker(groq.time())
            .timer((delay, action) -> {})
            .build();
    var chain =
        FallbackTriageModel.of(
            groq.open(groq.builder().quotaGate(full)),
            groq.open(groq.builder().model(GroqTriageModel.DEFAULT_FALLBACK_MODEL)));

    assertThat(chain.triage(groq.request()).model()).contains("openai/gpt-oss-120b");
    assertThat(chain.triage(groq.request()).model()).contains("openai/gpt-oss-20b");
  }

  @Test
  @DisplayName("Interrupting a thread that waits for its turn gives up the turn and sends nothing")
  void triage_interruptedInQueue_leaves() throws InterruptedException {
    CompletableFuture<QuotaGate.Permit> turn = new CompletableFuture<>();
    CountDownLatch waiting = new CountDownLatch(1);
    QuotaGate endless =
        new QuotaGate() {
          @Override
          public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
            waiting.countDown();
            return turn;
          }

          @Override
          public void allowed(Limit limit, long amount) {}

          @Override
          public void remaining(Limit limit, long amount) {}

          @Override
          public void pause(Duration duration) {}
        };
    GroqTriageModel model = groq.open(groq.builder().quotaGate(endless));
    AtomicReference<TriageFailedException> failure = new AtomicReference<>();
    Thread caller = new Thread(() -> failure.set(groq.failure(model)));
    caller.start();
    waiting.await();

    caller.interrupt();
    caller.join(10_000);

    assertThat(failure.get().reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(failure.get().attempts()).isEmpty();
    Awaitility.await().untilAsserted(() -> assertThat(turn).isCancelled());
    assertThat(groq.requests()).isEmpty();
  }

  @Test
  @DisplayName("A turn that does not come before the deadline ends the triage with it")
  void triage_turnDoesNotCome_timesOut() {
    QuotaGate silent =
        new QuotaGate() {
          @Override
          public CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline) {
            return new CompletableFuture<>();
          }

          @Override
          public void allowed(Limit limit, long amount) {}

          @Override
          public void remaining(Limit limit, long amount) {}

          @Override
          public void pause(Duration duration) {}
        };
    TriageRequest request =
        new TriageRequest(
            FakeGroq.ticket("?", "?"),
            Taxonomy.standard(),
            Deadline.after(Duration.ofMillis(200), Ticker.system()));

    TriageFailedException failure = failure(groq.open(groq.builder().quotaGate(silent)), request);

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(groq.requests()).isEmpty();
  }
}
