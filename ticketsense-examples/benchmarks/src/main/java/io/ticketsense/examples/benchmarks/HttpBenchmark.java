package io.ticketsense.examples.benchmarks;

import static io.ticketsense.examples.benchmarks.Comparisons.require;

import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.BulkOptions;
import io.ticketsense.BulkTriage;
import io.ticketsense.OverviewService;
import io.ticketsense.TriageService;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.examples.benchmarks.Comparisons.Contender;
import io.ticketsense.examples.benchmarks.Comparisons.Work;
import io.ticketsense.examples.demo.http.ApiServer;
import io.ticketsense.examples.demo.http.Backend;
import io.ticketsense.examples.demo.http.BoundPorts;
import io.ticketsense.examples.demo.http.BulkRuns;
import io.ticketsense.examples.demo.http.ServerOptions;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;
import io.ticketsense.examples.embedded.EmbeddedRedisServer;
import io.ticketsense.jdbi.JdbiTicketStore;
import io.ticketsense.jdbi.TicketSchema;
import io.ticketsense.json.TriageJson;
import io.ticketsense.lettuce.LettuceOverviewStore;
import io.ticketsense.lettuce.LettuceTriageCache;
import io.ticketsense.port.TriageModel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * What the demo's HTTP API costs: reading the overview beside a bare handler, listing beside its
 * own two queries, submitting beside a bare INSERT and SET.
 */
public final class HttpBenchmark {

  private static final int SEEDED = 10_000;
  private static final int ROUNDS = 6;
  private static final int CONNECTIONS = 64;
  private static final int CALLERS = 8;
  private static final int READS = 400;
  private static final int LISTINGS = 250;
  private static final int SUBMISSIONS = 500;

  private static final TriageOutput LABELS =
      new TriageOutput(
          Priority.HIGH,
          Category.BILLING,
          Sentiment.NEGATIVE,
          "The sender was charged twice for May and wants one payment back.",
          List.of("double-charge", "refund", "invoice"));

  private final Comparisons comparisons = new Comparisons();
  private final AtomicLong numbers = new AtomicLong(SEEDED);
  private final int port;
  private final Backend backend;
  private final DataSource database;
  private final RedisCommands<String, String> redis;

  private HttpBenchmark(
      int port, Backend backend, DataSource database, RedisCommands<String, String> redis) {
    this.port = port;
    this.backend = backend;
    this.database = database;
    this.redis = redis;
  }

  /**
   * Prints a table. Exits with 1 if a target is missed.
   *
   * @param args not used
   * @throws Exception if a server fails
   */
  public static void main(String[] args) throws Exception {
    int exitCode;
    RedisClient client = RedisClient.create();
    ServerOptions options =
        new ServerOptions("127.0.0.1", 0, 0, Optional.empty(), List.of(), false);
    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.startDurable(0);
        EmbeddedRedisServer redis = EmbeddedRedisServer.start(0);
        HikariDataSource pool = Pools.of(postgres);
        LettuceTriageCache cache = LettuceTriageCache.create(client, RedisURI.create(redis.url()));
        LettuceOverviewStore overviews =
            LettuceOverviewStore.create(client, RedisURI.create(redis.url()));
        StatefulRedisConnection<String, String> bareRedis =
            client.connect(RedisURI.create(redis.url()));
        BoundPorts ports = BoundPorts.bind(options)) {
      TicketSchema.migrate(pool);
      Backend backend = backend(JdbiTicketStore.create(pool), cache, overviews);
      seed(backend);
      try (ApiServer server = ApiServer.start(ports, options, backend)) {
        HttpBenchmark benchmark =
            new HttpBenchmark(server.ports().apiPort(), backend, pool, bareRedis.sync());
        benchmark.comparisons.printHead();
        benchmark.readOverview();
        benchmark.list();
        benchmark.submit();
        exitCode = benchmark.comparisons.exitCode();
      }
    } finally {
      client.shutdown();
    }
    System.exit(exitCode);
  }

  private static Backend backend(
      JdbiTicketStore tickets, LettuceTriageCache cache, LettuceOverviewStore overviewStore) {
    TriageService service =
        TriageService.builder(new InstantModel()).store(tickets).cache(cache).build();
    OverviewService overviews = new OverviewService(tickets, cache, overviewStore);
    BulkTriage bulk = new BulkTriage(service);
    return new Backend(
        service, tickets, cache, overviews, new BulkRuns(bulk, overviews), InstantModel.NAME);
  }

  private static void seed(Backend backend) {
    List<Ticket> tickets = IntStream.range(0, SEEDED).mapToObj(HttpBenchmark::ticket).toList();
    require(backend.tickets().insertAll(tickets).size() == SEEDED);
    require(backend.bulkRuns().run(BulkOptions.defaults(), progress -> {}).isSuccess());
  }

  private void readOverview() throws Exception {
    byte[] constant =
        new TriageJson(Taxonomy.standard()).writeBytes(backend.overviews().read().orElseThrow());
    Javalin bare =
        bare(
            routes ->
                routes.get(
                    "/overview", ctx -> ctx.contentType("application/json").result(constant)));
    try (HttpLoad ours = new HttpLoad(port, CONNECTIONS);
        HttpLoad beside = new HttpLoad(bare.port(), CONNECTIONS)) {
      comparisons.compare(
          "GET /overview, 64 connections, beside a bare handler",
          ROUNDS,
          1,
          Contender.of(() -> ours.get("/overview", READS)),
          Contender.of(() -> beside.get("/overview", READS)),
          2.0);
    } finally {
      var unused = bare.stop();
    }
  }

  private void list() throws Exception {
    try (HttpLoad ours = new HttpLoad(port, CALLERS);
        Callers beside = new Callers()) {
      comparisons.compare(
          "GET /tickets?limit=20, 8 callers, beside its two queries",
          ROUNDS,
          1,
          Contender.of(() -> ours.get("/tickets?limit=20", LISTINGS)),
          Contender.of(() -> beside.run(this::twoQueries, LISTINGS)),
          3.0);
    }
  }

  private void twoQueries() {
    List<Ticket> page = backend.tickets().page(0, 20);
    require(backend.triages().getAll(page.stream().map(Ticket::id).toList()).size() == 20);
  }

  /** The bare handler stores as much, but neither reads nor checks nor writes any JSON. */
  private void submit() throws Exception {
    String stored = new TriageJson(Taxonomy.standard()).write(Triage.of(LABELS));
    Javalin bare =
        bare(
            routes ->
                routes.post(
                    "/tickets",
                    ctx -> {
                      ctx.bodyAsBytes();
                      Ticket ticket = next();
                      insert(ticket);
                      var unused =
                          redis.set(
                              "triage:ticket:" + ticket.id(), stored, SetArgs.Builder.ex(604_800));
                      ctx.status(201);
                    }));
    try (HttpLoad ours = new HttpLoad(port, CALLERS);
        HttpLoad beside = new HttpLoad(bare.port(), CALLERS)) {
      comparisons.compare(
          "POST /tickets, instant model, 8 callers, beside a bare INSERT and SET",
          ROUNDS,
          1,
          Contender.of(() -> ours.post("/tickets", this::nextJson, SUBMISSIONS)),
          Contender.of(() -> beside.post("/tickets", this::nextJson, SUBMISSIONS)),
          2.0);
    } finally {
      var unused = bare.stop();
    }
  }

  private void insert(Ticket ticket) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?)")) {
      statement.setString(1, ticket.id());
      statement.setString(2, ticket.subject());
      statement.setString(3, ticket.body());
      statement.setString(4, ticket.fromName());
      statement.setString(5, ticket.fromEmail());
      statement.setObject(6, ticket.createdAt().atOffset(ZoneOffset.UTC));
      require(statement.executeUpdate() == 1);
    }
  }

  private static Javalin bare(Consumer<RoutesConfig> routes) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              routes.accept(config.routes);
            })
        .start("127.0.0.1", 0);
  }

  private Ticket next() {
    return ticket(numbers.incrementAndGet());
  }

  private static Ticket ticket(long number) {
    return new Ticket(
        "ticket_" + number,
        "Invoice " + number + " was charged twice",
        "The invoice of May appears twice on our statement. ".repeat(7),
        "Ana Díaz",
        "ana@moonpost.example",
        Instant.ofEpochSecond(number));
  }

  private String nextJson() {
    Ticket ticket = next();
    return "{\"id\":\"%s\",\"subject\":\"%s\",\"body\":\"%s\",\"from_name\":\"%s\",\"from_email\":\"%s\",\"created_at\":\"%s\"}"
        .formatted(
            ticket.id(),
            ticket.subject(),
            ticket.body(),
            ticket.fromName(),
            ticket.fromEmail(),
            ticket.createdAt());
  }

  private static final class InstantModel implements TriageModel {

    static final String NAME = "instant";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public TriageResult triage(TriageRequest request) {
      return TriageResult.of(LABELS, NAME);
    }
  }

  /** As many threads as there are clients, doing the work without HTTP. */
  private static final class Callers implements AutoCloseable {

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    void run(Work work, int times) throws Exception {
      List<Callable<Void>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.add(
            () -> {
              for (int i = 0; i < times; i++) {
                work.run();
              }
              return null;
            });
      }
      for (Future<Void> caller : threads.invokeAll(callers)) {
        var unused = caller.get();
      }
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
