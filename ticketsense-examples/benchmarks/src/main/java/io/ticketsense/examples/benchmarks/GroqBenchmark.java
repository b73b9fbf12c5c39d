package io.ticketsense.examples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.groq.GroqTriageModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/**
 * Holds {@link GroqTriageModel} against OkHttp and Jackson doing the same call with no retry, no
 * validation and no deadline.
 */
final class GroqBenchmark {

  private static final int WARM_UP = 30_000;
  private static final int CALLS = 5_000;
  private static final int ROUNDS = 5;
  private static final int CALLERS = 64;
  private static final int CONCURRENT_CALLS = 2_000;
  private static final int LATENCY_MILLIS = 300;

  private static final Ticker TICKER = Ticker.system();
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private static final Ticket TICKET =
      new Ticket(
          "t-1",
          "Charged twice this month",
          "Hello, I have been charged twice for my subscription this month, on the 3rd and on the"
              + " 5th. My invoice only shows one of the payments. I have written about this a week"
              + " ago and nobody has answered. Please pay back the second payment at once, or I"
              + " will have to cancel.",
          "Ana Díaz",
          "ana@moonpost.example",
          Instant.parse("2026-09-01T08:00:00Z"));

  private GroqBenchmark() {}

  /** What a call costs. */
  private record Cost(double cpuMicros, double kibibytes) {}

  private record Answer(
      String priority, String category, String sentiment, String summary, List<String> tags) {}

  /**
   * Runs the benchmark.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    Comparisons comparisons = new Comparisons();
    comparisons.printHead();
    try (ChatStub stub = ChatStub.start(0);
        GroqTriageModel model = model(stub)) {
      Bare bare = new Bare(stub.url());
      Runnable ours = () -> triage(model);
      repeat(ours, WARM_UP);
      repeat(bare, WARM_UP);
      Cost bestOurs = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);
      Cost bestBare = bestOurs;
      for (int round = 0; round < ROUNDS; round++) {
        bestBare = better(bestBare, cost(bare));
        bestOurs = better(bestOurs, cost(ours));
      }
      comparisons.hold(
          "a triage, CPU of the whole process",
          "us",
          bestOurs.cpuMicros(),
          bestBare.cpuMicros(),
          1.2);
      comparisons.hold(
          "a triage, allocation", "KiB", bestOurs.kibibytes(), bestBare.kibibytes(), 1.2);
    }
    try (ChatStub stub = ChatStub.start(LATENCY_MILLIS);
        GroqTriageModel model = model(stub)) {
      concurrently(model, CALLERS * 4);
      double seconds = concurrently(model, CONCURRENT_CALLS);
      double ideal = LATENCY_MILLIS / 1e3 * CONCURRENT_CALLS / CALLERS;
      comparisons.hold(
          "2,000 triages of 300 ms, 64 at a time, to the ideal", "s", seconds, ideal, 1.05);
    }
    System.exit(comparisons.exitCode());
  }

  private static GroqTriageModel model(ChatStub stub) {
    return GroqTriageModel.builder().baseUrl(stub.url()).model("m").build();
  }

  private static void triage(GroqTriageModel model) {
    var result =
        model.triage(
            new TriageRequest(
                TICKET, Taxonomy.standard(), Deadline.after(Duration.ofSeconds(60), TICKER)));
    Comparisons.require(result.output().tags().size() == 2);
  }

  private static void repeat(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }

  private static Cost cost(Runnable call) {
    long cpu = SYSTEM.getProcessCpuTime();
    long allocated = allocated();
    repeat(call, CALLS);
    return new Cost(
        (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / CALLS,
        (allocated() - allocated) / 1024.0 / CALLS);
  }

  private static Cost better(Cost a, Cost b) {
    return new Cost(Math.min(a.cpuMicros(), b.cpuMicros()), Math.min(a.kibibytes(), b.kibibytes()));
  }

  private static long allocated() {
    long total = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      total += Math.max(0, bytes);
    }
    return total;
  }

  private static double concurrently(GroqTriageModel model, int calls) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(calls);
    CountDownLatch done = new CountDownLatch(CALLERS);
    long start = TICKER.nanos();
    for (int i = 0; i < CALLERS; i++) {
      Thread caller =
          new Thread(
              () -> {
                while (left.getAndDecrement() > 0) {
                  triage(model);
                }
                done.countDown();
              });
      caller.setDaemon(true);
      caller.start();
    }
    done.await();
    return (TICKER.nanos() - start) / 1e9;
  }

  /** What one would write by hand: builds the same request, and binds the answer to a record. */
  private static final class Bare implements Runnable {

    private static final MediaType JSON = MediaType.get("application/json");

    private final ObjectMapper mapper = new ObjectMapper();
    private final OkHttpClient client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(CALLERS, 55, TimeUnit.SECONDS))
            .build();
    private final String url;
    private final String system;
    private final String user;
    private final JsonNode format;

    Bare(String baseUrl) throws IOException {
      this.url = baseUrl + "/chat/completions";
      JsonNode request = mapper.readTree(requestOf(baseUrl));
      this.system = request.at("/messages/0/content").textValue();
      this.user = request.at("/messages/1/content").textValue();
      this.format = request.path("response_format");
    }

    /** Sees what the model sends. */
    private static byte[] requestOf(String baseUrl) {
      Buffer sent = new Buffer();
      OkHttpClient watched =
          new OkHttpClient.Builder()
              .addInterceptor(
                  chain -> {
                    chain.request().body().writeTo(sent);
                    return chain.proceed(chain.request());
                  })
              .build();
      try (GroqTriageModel model =
          GroqTriageModel.builder().baseUrl(baseUrl).model("m").client(watched).build()) {
        triage(model);
      }
      return sent.readByteArray();
    }

    @Override
    public void run() {
      ObjectNode body = mapper.createObjectNode();
      body.put("model", "m");
      var messages = body.putArray("messages");
      messages.addObject().put("role", "system").put("content", system);
      messages.addObject().put("role", "user").put("content", user);
      body.put("temperature", 0);
      body.put("max_tokens", 1_500);
      body.set("response_format", format);
      try {
        Request request =
            new Request.Builder()
                .url(url)
                .post(RequestBody.create(mapper.writeValueAsBytes(body), JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
          JsonNode answer = mapper.readTree(response.body().bytes());
          Answer triage =
              mapper.readValue(answer.at("/choices/0/message/content").textValue(), Answer.class);
          Comparisons.require(triage.tags().size() == 2);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
