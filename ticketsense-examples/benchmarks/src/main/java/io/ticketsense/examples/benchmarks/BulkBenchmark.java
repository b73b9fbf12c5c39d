package io.ticketsense.examples.benchmarks;

import static io.ticketsense.examples.benchmarks.Comparisons.require;

import com.sun.management.OperatingSystemMXBean;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.BulkOptions;
import io.ticketsense.BulkReport;
import io.ticketsense.BulkTriage;
import io.ticketsense.TriageService;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.examples.embedded.EmbeddedRedisServer;
import io.ticketsense.groq.GroqTriageModel;
import io.ticketsense.lettuce.LettuceTriageCache;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageModel;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of its time a bulk run spends on anything but waiting for the model, and how much room.
 */
public final class BulkBenchmark {

  private static final int TICKETS = 10_000;
  private static final int MANY_TICKETS = 1_000_000;
  private static final int CONCURRENCY = 256;
  private static final int LATENCY_MILLIS = 300;
  private static final int WARM_UP = 5_000;
  private static final int OVERHEAD_LIMIT_MICROS = 1_000;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final TriageOutput OUTPUT =
      new TriageOutput(
          Priority.HIGH,
          Category.BILLING,
          Sentiment.ANGRY,
          "The sender was charged twice and wants the money back.",
          List.of("double-charge", "refund"));

  private BulkBenchmark() {}

  /** Answers at once. */
  private static final class InstantModel implements TriageModel {

    @Override
    public String name() {
      return "instant";
    }

    @Override
    public TriageResult triage(TriageRequest request) {
      return TriageResult.of(OUTPUT, name());
    }
  }

  /** Keeps nothing, so that only the memory of the run itself grows, if any does. */
  private static final class ForgetfulCache implements TriageCache {

    @Override
    public Optional<Triage> get(String ticketId) {
      return Optional.empty();
    }

    @Override
    public Map<String, Triage> getAll(Collection<String> ticketIds) {
      return Map.of();
    }

    @Override
    public void put(String ticketId, Triage triage) {}
  }

  /**
   * Prints a table. Exits with 1 if a target is missed.
   *
   * @param args not used
   * @throws Exception if a server fails
   */
  public static void main(String[] args) throws Exception {
    Comparisons comparisons = new Comparisons();
    comparisons.printHead();
    latency(comparisons);
    overhead(comparisons);
    memory(comparisons);
    System.exit(comparisons.exitCode());
  }

  /** Over HTTP into a real Redis. */
  private static void latency(Comparisons comparisons) throws Exception {
    RedisClient client = RedisClient.create();
    try (ChatStub stub = ChatStub.start(LATENCY_MILLIS);
        EmbeddedRedisServer redis = EmbeddedRedisServer.start(0);
        LettuceTriageCache cache = LettuceTriageCache.create(client, RedisURI.create(redis.url()));
        GroqTriageModel model = GroqTriageModel.builder().baseUrl(stub.url()).model("m").build()) {
      BulkReport warmUp = run(model, cache, WARM_UP);
      require(warmUp.isSuccess());
      BulkReport report = run(model, cache, TICKETS + WARM_UP);
      require(report.isSuccess() && report.progress().triaged() == TICKETS);
      comparisons.hold(
          "10,000 tickets, 300 ms each, 256 at a time, to the ideal",
          "s",
          report.elapsed().toNanos() / 1e9,
          LATENCY_MILLIS / 1e3 * TICKETS / CONCURRENCY,
          1 / 0.95);
    } finally {
      client.shutdown();
    }
  }

  private static void overhead(Comparisons comparisons) {
    TriageModel model = new InstantModel();
    require(run(model, new ForgetfulCache(), MANY_TICKETS / 10).isSuccess());
    long start = SYSTEM.getProcessCpuTime();
    require(run(model, new ForgetfulCache(), MANY_TICKETS / 10).isSuccess());
    double micros = (SYSTEM.getProcessCpuTime() - start) / 1e3 / (MANY_TICKETS / 10);
    start = SYSTEM.getProcessCpuTime();
    GeneratedTickets tickets = new GeneratedTickets(MANY_TICKETS / 10);
    for (int i = 0; i < MANY_TICKETS / 10; i++) {
      TriageResult result =
          model.triage(
              new TriageRequest(
                  tickets.find("ticket_" + i).orElseThrow(),
                  Taxonomy.standard(),
                  Deadline.after(Duration.ofSeconds(60), Ticker.system())));
      require(result.output().equals(OUTPUT));
    }
    double bare = (SYSTEM.getProcessCpuTime() - start) / 1e3 / (MANY_TICKETS / 10);
    comparisons.hold(
        "CPU of a ticket beyond that of the bare call, to 1 ms",
        "us",
        Math.max(0, micros - bare),
        OVERHEAD_LIMIT_MICROS,
        1);
  }

  private static void memory(Comparisons comparisons) {
    double few = peakMebibytes(TICKETS);
    double many = peakMebibytes(MANY_TICKETS);
    comparisons.hold(
        "live heap in a run of 1,000,000 tickets, to one of 10,000", "MiB", many, few, 1.25);
  }

  /** Looks at what is alive, not at what is yet to be collected. */
  private static double peakMebibytes(int tickets) {
    double[] peak = new double[1];
    long[] nextLook = new long[1];
    BulkReport report =
        bulk(new InstantModel(), new ForgetfulCache(), tickets)
            .run(
                options(),
                progress -> {
                  if (progress.done() >= nextLook[0]) {
                    nextLook[0] = progress.done() + tickets / 10;
                    peak[0] = Math.max(peak[0], liveMebibytes());
                  }
                });
    require(report.isSuccess());
    return peak[0];
  }

  private static double liveMebibytes() {
    System.gc();
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      // What was left right after the collection: the run goes on and makes more meanwhile.
      MemoryUsage left = pool.getCollectionUsage();
      used += left == null ? 0 : left.getUsed();
    }
    return used / (1024.0 * 1024.0);
  }

  private static BulkReport run(TriageModel model, TriageCache cache, long tickets) {
    return bulk(model, cache, tickets).run(options());
  }

  private static BulkOptions options() {
    return BulkOptions.defaults().withConcurrency(CONCURRENCY);
  }

  private static BulkTriage bulk(TriageModel model, TriageCache cache, long tickets) {
    return new BulkTriage(
        TriageService.builder(model).store(new GeneratedTickets(tickets)).cache(cache).build());
  }
}
