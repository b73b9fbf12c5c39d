package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat completion server that takes its time, counts, and can be made to fail. It answers each
 * ticket of {@link TestServers#seedFile} in a way of its own, so that a mix-up would show.
 */
final class ModelStub implements AutoCloseable {

  static final int INPUT_TOKENS = 900;
  static final int OUTPUT_TOKENS = 90;

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final Pattern NUMBER = Pattern.compile("Invoice (\\d+) is wrong");
  static final List<String> PRIORITIES = List.of("low", "medium", "high", "critical");

  private final long latencyMillis;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Integer> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();
  private final Set<String> callers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile CountDownLatch doors = new CountDownLatch(0);
  private volatile boolean busy;
  private volatile int poison;
  private volatile int poisonStatus;
  private volatile HttpServer server;

  private ModelStub(long latencyMillis) throws IOException {
    this.latencyMillis = latencyMillis;
    this.server = listen(0);
  }

  static ModelStub start(long latencyMillis) {
    try {
      return new ModelStub(latencyMillis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(threads);
    http.createContext("/", this::serve);
    http.start();
    return http;
  }

  /** Returns the variable that makes the demo ask this server. */
  Map<String, String> variables() {
    return Map.of("GROQ_BASE_URL", "http://127.0.0.1:" + port() + "/v1");
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** Returns how many requests were accepted, whoever was still there for the answer. */
  int calls() {
    return asked.size();
  }

  /** Returns the keys of all who asked. */
  Set<String> callers() {
    return Set.copyOf(callers);
  }

  /** Returns how many requests were refused. */
  int refusals() {
    return refused.size();
  }

  /** Keeps all who ask from now on waiting for {@link #open}. */
  void hold() {
    doors = new CountDownLatch(1);
  }

  void open() {
    doors.countDown();
  }

  /** Refuses all requests, or no more of them. */
  void setBusy(boolean busy) {
    this.busy = busy;
  }

  /** Fails at one ticket, always, with this status: with 200 it answers nonsense. */
  void poison(int number, int status) {
    poisonStatus = status;
    poison = number;
  }

  /** Closes the port and all connections. */
  void leave() {
    server.stop(0);
  }

  /** Listens at the port of before. */
  void comeBack() throws IOException {
    server = listen(port());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher number = NUMBER.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      if (!number.find()) {
        throw new IOException("No ticket in the request");
      }
      int ticket = Integer.parseInt(number.group(1));
      if (busy) {
        refused.add(ticket);
        exchange.sendResponseHeaders(UNAVAILABLE, -1);
        return;
      }
      asked.add(ticket);
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
          .ifPresent(key -> callers.add(key.replace("Bearer ", "")));
      doors.await();
      if (stopped.await(latencyMillis, MILLISECONDS)) {
        return;
      }
      if (ticket == poison && poisonStatus != OK) {
        exchange.getResponseHeaders().add("x-should-retry", "false");
        exchange.sendResponseHeaders(poisonStatus, -1);
        return;
      }
      byte[] answer = answer(ticket == poison ? "No." : triage(ticket)).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(OK, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String priority(int number) {
    return PRIORITIES.get(number % PRIORITIES.size());
  }

  /** Returns what is answered for a ticket, and to be kept of it. */
  static String triage(int number) {
    return """
        {"priority":"%s","category":"billing","sentiment":"neutral",\
        "summary":"The customer reports that invoice %d lists a seat too many.",\
        "tags":["invoice","seat-%d"]}"""
        .formatted(priority(number), number, number);
  }

  private static String answer(String content) {
    return """
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":%d,"completion_tokens":%d,\
        "total_tokens":%d}}"""
        .formatted(
            content.replace("\"", "\\\""),
            INPUT_TOKENS,
            OUTPUT_TOKENS,
            INPUT_TOKENS + OUTPUT_TOKENS);
  }

  @Override
  public void close() {
    stopped.countDown();
    open();
    server.stop(0);
    threads.shutdownNow();
  }
}
