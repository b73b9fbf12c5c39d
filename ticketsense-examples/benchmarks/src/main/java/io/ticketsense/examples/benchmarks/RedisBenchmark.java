package io.ticketsense.examples.benchmarks;

import static io.ticketsense.examples.benchmarks.Comparisons.require;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.OverviewService;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.examples.benchmarks.Comparisons.Contender;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;
import io.ticketsense.examples.embedded.EmbeddedRedisServer;
import io.ticketsense.jdbi.JdbiTicketStore;
import io.ticketsense.jdbi.TicketSchema;
import io.ticketsense.json.TriageJson;
import io.ticketsense.lettuce.LettuceOverviewStore;
import io.ticketsense.lettuce.LettuceTriageCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * How fast an overview is read, beside a bare GET of the same value, and counted anew, beside
 * reading the same ids and values without looking at them.
 */
public final class RedisBenchmark {

  private static final int TICKETS = 1_000_000;
  private static final int CHUNK = 1_000;
  private static final int ROUNDS = 5;
  private static final int READS = 5_000;
  private static final int BATCHES = 200;
  private static final String PREFIX = "triage:ticket:";

  private final Comparisons comparisons = new Comparisons();
  private final DataSource database;
  private final StatefulRedisConnection<String, String> redis;
  private final LettuceTriageCache cache;
  private final LettuceOverviewStore overviews;

  private RedisBenchmark(
      DataSource database,
      StatefulRedisConnection<String, String> redis,
      LettuceTriageCache cache,
      LettuceOverviewStore overviews) {
    this.database = database;
    this.redis = redis;
    this.cache = cache;
    this.overviews = overviews;
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
    try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(0);
        EmbeddedRedisServer server = EmbeddedRedisServer.start(0);
        HikariDataSource pool = Pools.of(postgres)) {
      RedisURI uri = RedisURI.create(server.url());
      try (LettuceTriageCache cache = LettuceTriageCache.create(client, uri);
          LettuceOverviewStore overviews = LettuceOverviewStore.create(client, uri)) {
        RedisBenchmark benchmark = new RedisBenchmark(pool, client.connect(uri), cache, overviews);
        TicketSchema.migrate(pool);
        benchmark.loadTickets();
        benchmark.loadTriages();
        benchmark.comparisons.printHead();
        benchmark.refresh();
        benchmark.read();
        benchmark.readMany();
        exitCode = benchmark.comparisons.exitCode();
      }
    } finally {
      client.shutdown();
    }
    System.exit(exitCode);
  }

  private void refresh() throws Exception {
    OverviewService service =
        new OverviewService(JdbiTicketStore.create(database), cache, overviews);
    comparisons.compare(
        "Count 1,000,000 tickets, beside bare keyset reads and MGETs",
        ROUNDS,
        1,
        Contender.of(
            () -> {
              Overview overview = service.refresh();
              require(overview.totalTickets() == TICKETS);
              require(overview.byPriority().containsValue((long) TICKETS));
            }),
        Contender.of(() -> require(bareRead() == TICKETS)),
        1.5);
  }

  private void read() throws Exception {
    RedisCommands<String, String> commands = redis.sync();
    String json = commands.get("triage:overview");
    comparisons.compare(
        "Read an overview that has not changed, beside a bare GET",
        ROUNDS,
        READS,
        Contender.of(() -> require(overviews.get().isPresent())),
        Contender.of(() -> require(commands.get("triage:overview").length() == json.length())),
        1.2);
  }

  private void readMany() throws Exception {
    RedisCommands<String, String> commands = redis.sync();
    List<String> ids = IntStream.rangeClosed(1, CHUNK).mapToObj(i -> "ticket_" + i).toList();
    comparisons.compare(
        "Read 1,000 triages at once, validated, beside a bare MGET",
        ROUNDS,
        BATCHES,
        Contender.of(() -> require(cache.getAll(ids).size() == CHUNK)),
        Contender.of(() -> require(mget(commands, ids) == CHUNK)),
        4.0);
  }

  /** Reads all ids by keyset and all values by MGET, one after the other, parsing nothing. */
  private int bareRead() throws SQLException {
    RedisCommands<String, String> commands = redis.sync();
    int found = 0;
    Timestamp time = new Timestamp(Long.MAX_VALUE / 1_000_000);
    String id = "";
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT id, created_at FROM tickets"
                    + " WHERE (created_at, id COLLATE \"C\") < (?, ?)"
                    + " ORDER BY created_at DESC, id COLLATE \"C\" DESC LIMIT "
                    + CHUNK)) {
      List<String> ids = new ArrayList<>();
      do {
        ids.clear();
        statement.setTimestamp(1, time);
        statement.setString(2, id);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            id = rows.getString(1);
            time = rows.getTimestamp(2);
            ids.add(id);
          }
        }
        found += ids.isEmpty() ? 0 : mget(commands, ids);
      } while (ids.size() == CHUNK);
    }
    return found;
  }

  private static int mget(RedisCommands<String, String> commands, List<String> ids) {
    String[] keys = ids.stream().map(PREFIX::concat).toArray(String[]::new);
    return (int) commands.mget(keys).stream().filter(KeyValue::hasValue).count();
  }

  private void loadTickets() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO tickets SELECT 'ticket_' || i, 'Invoice ' || i || ' was charged twice',"
              + " 'The invoice of May appears twice on our statement.', 'Ana Díaz',"
              + " 'ana@moonpost.example', to_timestamp(i) FROM generate_series(1, "
              + TICKETS
              + ") AS i");
      statement.execute("VACUUM ANALYZE tickets");
    }
  }

  private void loadTriages() {
    String json =
        new TriageJson(Taxonomy.standard())
            .write(
                Triage.of(
                    new TriageOutput(
                        Priority.HIGH,
                        Category.BILLING,
                        Sentiment.NEGATIVE,
                        "The sender was charged twice for May and wants one payment back.",
                        List.of("double-charge", "refund", "invoice"))));
    List<RedisFuture<?>> sent = new ArrayList<>();
    for (int i = 1; i <= TICKETS; i++) {
      sent.add(redis.async().set(PREFIX + "ticket_" + i, json, SetArgs.Builder.ex(604_800)));
      if (i % 10_000 == 0) {
        require(LettuceFutures.awaitAll(1, TimeUnit.MINUTES, sent.toArray(RedisFuture<?>[]::new)));
        sent.clear();
      }
    }
  }
}
