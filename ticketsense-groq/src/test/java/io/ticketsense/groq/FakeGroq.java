package io.ticketsense.groq;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.trafficlistener.WiremockNetworkTrafficListener;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a real socket that answers as told, and models that take it for Groq. After each test
 * every connection must be back in the pool: an unclosed response keeps its one.
 */
final class FakeGroq implements BeforeEachCallback, AfterEachCallback {

  static final String KEY = "gsk_0123456789SecretOfTheTest";
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  static final String TRIAGE =
      """
      {"priority":"high","category":"billing","sentiment":"angry",\
      "summary":"The sender was charged twice.","tags":["double-charge","refund"]}""";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger OPEN_CONNECTIONS = new AtomicInteger();
  private static final WireMockServer SERVER = start();

  private final AtomicInteger canceled = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final List<GroqTriageModel> models = new ArrayList<>();
  private CountDownLatch requestSent = new CountDownLatch(1);
  private ConnectionPool pool = new ConnectionPool();
  private VirtualTime time = new VirtualTime();
  private OkHttpClient client = new OkHttpClient();

  private static WireMockServer start() {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .networkTrafficListener(new Doorkeeper()));
    server.start();
    return server;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    SERVER.resetAll();
    canceled.set(0);
    failed.set(0);
    requestSent = new CountDownLatch(1);
    pool = new ConnectionPool();
    time = new VirtualTime();
    client =
        new OkHttpClient.Builder()
            .connectionPool(pool)
            .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
            .eventListener(new Watch())
            .build();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    models.forEach(GroqTriageModel::close);
    models.clear();
    Awaitility.await("every response is closed")
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> assertThat(pool.connectionCount() - pool.idleConnectionCount()).isZero());
    pool.evictAll();
  }

  /** Answers the first request with the first of these, and so on; the last one stays. */
  void answers(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      String state = i == 0 ? Scenario.STARTED : "answer " + i;
      String next = i == answers.length - 1 ? state : "answer " + (i + 1);
      SERVER.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willSetStateTo(next)
              .willReturn(answers[i]));
    }
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withHeader("x-request-id", "req_01test")
        .withBody(body);
  }

  static ResponseDefinitionBuilder html(int status) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/html; charset=UTF-8")
        .withBody("<html><title>Attention Required! error code: 1010</title></html>");
  }

  static ResponseDefinitionBuilder completion(String content) {
    return completion(content, "stop");
  }

  static ResponseDefinitionBuilder completion(String content, String finishReason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", "chatcmpl-1");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", finishReason);
    choice.putObject("message").put("role", "assistant").put("content", content);
    body.putObject("usage").put("prompt_tokens", 300).put("completion_tokens", 90);
    return json(200, body.toString());
  }

  static ResponseDefinitionBuilder error(int status, String code) {
    return error(status, code, "Something went wrong.");
  }

  static ResponseDefinitionBuilder error(int status, String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", message).put("type", "invalid_request_error");
    if (!code.isEmpty()) {
      error.put("code", code);
    }
    return json(status, body.toString());
  }

  static ResponseDefinitionBuilder invalidJson(String failedGeneration) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", "Failed to generate JSON. See 'failed_generation': " + failedGeneration)
        .put("type", "invalid_request_error")
        .put("code", "json_validate_failed")
        .put("failed_generation", failedGeneration);
    return json(400, body.toString());
  }

  /** Returns a builder for the default model, with virtual time and a client to be shared. */
  GroqTriageModel.Builder builder() {
    return wired(GroqTriageModel.builder(KEY)).baseUrl(groqUrl());
  }

  GroqTriageModel.Builder wired(GroqTriageModel.Builder builder) {
    return builder
        .client(client)
        .scheduler(time)
        .ticker(time)
        .random(() -> 0)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Builds a model that is closed after the test. */
  GroqTriageModel open(GroqTriageModel.Builder builder) {
    GroqTriageModel model = builder.build();
    models.add(model);
    return model;
  }

  GroqTriageModel model() {
    return open(builder());
  }

  /** Looks like Groq; {@link #ownUrl()} is the same server under a name of its own. */
  String groqUrl() {
    return "http://api.groq.com:" + SERVER.port();
  }

  String ownUrl() {
    return "http://localhost:" + SERVER.port() + "/v1";
  }

  OkHttpClient client() {
    return client;
  }

  VirtualTime time() {
    return time;
  }

  TriageRequest request() {
    return request(Duration.ofSeconds(60));
  }

  TriageRequest request(Duration timeout) {
    return request(ticket("Charged twice", "Please pay back."), timeout);
  }

  TriageRequest request(Ticket ticket, Duration timeout) {
    return new TriageRequest(ticket, Taxonomy.standard(), Deadline.after(timeout, time));
  }

  static Ticket ticket(String subject, String body) {
    return new Ticket("t-1", subject, body, "Ana Díaz", "ana@moonpost.example", NOW);
  }

  /** Asks a model that is expected to fail. */
  TriageFailedException failure(TriageModel model) {
    return failure(model, request());
  }

  static TriageFailedException failure(TriageModel model, TriageRequest request) {
    TriageFailedException failure =
        catchThrowableOfType(TriageFailedException.class, () -> model.triage(request));
    assertThat(failure).as("a failure is thrown").isNotNull();
    return failure;
  }

  List<LoggedRequest> requests() {
    return SERVER.getServeEvents().getRequests().stream()
        .map(event -> LoggedRequest.createFrom(event.getRequest()))
        .toList();
  }

  /** Returns the JSON of the only request. */
  JsonNode sent() {
    assertThat(requests()).hasSize(1);
    return sentInOrder().get(0);
  }

  /** Returns the JSON of all requests, the first one first. */
  List<JsonNode> sentInOrder() {
    List<JsonNode> bodies = new ArrayList<>();
    for (LoggedRequest request : requests()) {
      try {
        bodies.add(0, MAPPER.readTree(request.getBodyAsString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bodies;
  }

  void awaitRequestSent() throws InterruptedException {
    assertThat(requestSent.await(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Waits until a call has ended by cancellation, not by an answer. */
  void awaitCallCanceled() {
    Awaitility.await("the HTTP call is cancelled")
        .untilAsserted(
            () -> {
              assertThat(canceled).hasValue(1);
              assertThat(failed).hasValue(1);
            });
  }

  /** Returns how many clients are connected to the server. */
  static int openConnections() {
    return OPEN_CONNECTIONS.get();
  }

  private static final class Doorkeeper implements WiremockNetworkTrafficListener {

    @Override
    public void opened(Socket socket) {
      OPEN_CONNECTIONS.incrementAndGet();
    }

    @Override
    public void incoming(Socket socket, ByteBuffer bytes) {}

    @Override
    public void outgoing(Socket socket, ByteBuffer bytes) {}

    @Override
    public void closed(Socket socket) {
      OPEN_CONNECTIONS.decrementAndGet();
    }
  }

  private final class Watch extends EventListener {

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
      requestSent.countDown();
    }

    @Override
    public void canceled(Call call) {
      canceled.incrementAndGet();
    }

    @Override
    public void callFailed(Call call, IOException e) {
      failed.incrementAndGet();
    }
  }
}
