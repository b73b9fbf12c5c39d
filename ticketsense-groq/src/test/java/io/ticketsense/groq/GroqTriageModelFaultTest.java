package io.ticketsense.groq;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.failure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bad connection leads to. */
class GroqTriageModelFaultTest {

  private static final int LATE_MILLIS = 4_000;

  /** Long enough to ask and be answered on a busy machine, and shorter than a late answer takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  @ParameterizedTest
  @EnumSource(Fault.class)
  @DisplayName("A connection that breaks is tried again like any outage")
  void triage_brokenConnection_isTriedAgain(Fault fault) {
    groq.answers(
        aResponse().withHeader("Content-Type", "application/json").withFault(fault),
        completion(FakeGroq.TRIAGE));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.UNAVAILABLE), Optional.empty());
    assertThat(groq.time().pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("Where nobody listens, the model is unavailable after four attempts")
  void triage_connectionRefused_isUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    GroqTriageModel model = groq.open(groq.builder().baseUrl("http://localhost:" + port + "/v1"));

    TriageFailedException failure = groq.failure(model);

    assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(failure.attempts()).hasSize(4);
    assertThat(failure)
        .hasMessageEndingWith("could not be reached at localhost: connection refused");
  }

  @Test
  @DisplayName("Without a network the failure names the host that is not known")
  void triage_unknownHost_isNamed() {
    OkHttpClient offline =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  throw new UnknownHostException("secret " + host);
                })
            .build();
    GroqTriageModel model =
        groq.open(groq.builder().client(offline).baseUrl("http://nowhere.example/v1"));

    assertThat(groq.failure(model))
        .hasMessageEndingWith("could not be reached at nowhere.example: unknown host");
  }

  @Test
  @DisplayName("An answer that takes too long is given up and tried again")
  void triage_lateAnswer_isTriedAgain() {
    groq.answers(
        completion(FakeGroq.TRIAGE).withFixedDelay(LATE_MILLIS), completion(FakeGroq.TRIAGE));

    TriageResult result = groq.open(groq.builder().attemptTimeout(PATIENCE)).triage(groq.request());

    assertThat(result.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.TIMEOUT), Optional.empty());
    assertThat(groq.time().pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("An answer that dribbles in is given up too")
  void triage_slowBody_isGivenUp() {
    groq.answers(
        completion(FakeGroq.TRIAGE).withChunkedDribbleDelay(20, LATE_MILLIS),
        completion(FakeGroq.TRIAGE));

    TriageResult result = groq.open(groq.builder().attemptTimeout(PATIENCE)).triage(groq.request());

    assertThat(result.attempts().get(0).failure()).contains(FailureReason.TIMEOUT);
  }

  @Test
  @DisplayName("Of an error the status counts, though its body does not arrive")
  void triage_errorWithSlowBody_isTheErrorItSays() {
    groq.answers(
        error(404, "model_not_found")
            .withBody(" ".repeat(100))
            .withChunkedDribbleDelay(20, LATE_MILLIS));

    TriageFailedException failure =
        groq.failure(groq.open(groq.builder().attemptTimeout(PATIENCE)));

    assertThat(failure.reason()).isEqualTo(FailureReason.MODEL_NOT_FOUND);
  }

  @Test
  @DisplayName("An answer without end is not read for ever")
  void triage_endlessBody_isGivenUp() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      new Thread(() -> answerWithoutEnd(socket)).start();
      String url = "http://localhost:" + socket.getLocalPort() + "/v1";

      TriageFailedException failure = groq.failure(groq.open(groq.builder().baseUrl(url)));

      assertThat(failure.attempts())
          .extracting(Attempt::failure)
          .containsOnly(Optional.of(FailureReason.UNAVAILABLE));
    }
  }

  /** The first request of a process takes its time to load classes. */
  private void warmUp() {
    TriageResult unused = groq.model().triage(groq.request());
  }

  @Test
  @DisplayName("An attempt ends with the deadline, and there is no other")
  void triage_lateAnswerAndDeadline_isOver() {
    groq.answers(
        completion(FakeGroq.TRIAGE), completion(FakeGroq.TRIAGE).withFixedDelay(LATE_MILLIS));
    warmUp();
    TriageRequest request =
        new TriageRequest(
            FakeGroq.ticket("?", "?"),
            Taxonomy.standard(),
            Deadline.after(PATIENCE, Ticker.system()));

    TriageFailedException failure = failure(groq.model(), request);

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.TIMEOUT));
    assertThat(groq.time().pauses())
        .as("one request after the warm-up")
        .containsExactly(Duration.ZERO);
  }

  @Test
  @DisplayName("Even a name look-up that hangs does not outlast the deadline")
  void triage_nameLookUpHangs_endsWithDeadline() {
    groq.answers(completion(FakeGroq.TRIAGE));
    warmUp();
    CountDownLatch end = new CountDownLatch(1);
    OkHttpClient client =
        groq.client()
            .newBuilder()
            .dns(
                host -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  throw new UnknownHostException(host);
                })
            .build();
    TriageRequest request =
        new TriageRequest(
            FakeGroq.ticket("?", "?"),
            Taxonomy.standard(),
            Deadline.after(PATIENCE, Ticker.system()));

    TriageFailedException failure = failure(groq.open(groq.builder().client(client)), request);
    end.countDown();

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.TIMEOUT));
  }

  @Test
  @DisplayName("A request gets 30 seconds, or what is left until the deadline")
  void triage_default_waitsHalfAMinute() {
    groq.answers(completion(FakeGroq.TRIAGE));
    List<Duration> timeouts = new ArrayList<>();
    OkHttpClient client =
        groq.client()
            .newBuilder()
            .addInterceptor(
                chain -> {
                  timeouts.add(Duration.ofNanos(chain.call().timeout().timeoutNanos()));
                  return chain.proceed(chain.request());
                })
            .build();
    GroqTriageModel model = groq.open(groq.builder().client(client));

    var unused = model.triage(groq.request(Duration.ofSeconds(60)));
    unused = model.triage(groq.request(Duration.ofSeconds(20)));

    assertThat(timeouts).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("The impatience of a client passed in does not count, only the attempt timeout")
  void triage_impatientClient_waitsForTheAnswer() {
    groq.answers(completion(FakeGroq.TRIAGE).withFixedDelay(200));
    OkHttpClient impatient =
        groq.client()
            .newBuilder()
            .readTimeout(Duration.ofMillis(20))
            .callTimeout(Duration.ofMillis(20))
            .build();

    TriageResult result = groq.open(groq.builder().client(impatient)).triage(groq.request());

    assertThat(result.attempts()).hasSize(1);
  }

  @Test
  @DisplayName("An interceptor that throws fails the triage without its message")
  void triage_interceptorThrows_isInternal() {
    OkHttpClient client =
        groq.client()
            .newBuilder()
            .addInterceptor(
                chain -> {
                  throw new IllegalStateException("a secret");
                })
            .build();

    TriageFailedException failure = groq.failure(groq.open(groq.builder().client(client)));

    assertThat(failure.reason()).isEqualTo(FailureReason.INTERNAL);
    assertThat(failure.attempts()).hasSize(1);
    assertThat(failure)
        .hasMessageContaining("IllegalStateException")
        .hasMessageNotContaining("a secret");
  }

  @Test
  @DisplayName("An error of the virtual machine is not taken for a failed triage")
  void triage_errorThrown_isPassedOn() {
    OkHttpClient client =
        groq.client()
            .newBuilder()
            .addInterceptor(
                chain -> {
                  throw new StackOverflowError();
                })
            .build();
    GroqTriageModel model = groq.open(groq.builder().client(client));

    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() -> model.triage(groq.request()));
  }

  private static void answerWithoutEnd(ServerSocket server) {
    byte[] spaces = " ".repeat(8_192).getBytes(US_ASCII);
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          OutputStream out = socket.getOutputStream()) {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(US_ASCII));
        while (true) {
          out.write(spaces);
        }
      } catch (IOException e) {
        // The client has had enough.
      }
    }
  }
}
