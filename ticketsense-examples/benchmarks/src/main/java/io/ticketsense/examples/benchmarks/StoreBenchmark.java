package io.ticketsense.examples.benchmarks;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;
import io.ticketsense.examples.embedded.EmbeddedRedisServer;
import io.ticketsense.jdbi.JdbiTicketStore;
import io.ticketsense.jdbi.TicketSchema;
import io.ticketsense.lettuce.LettuceTriageCache;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How fast tickets are stored and triages are read, beside bare COPY and bare MGET.
 *
 * <p>Numbers of one run can be compared with each other and with nothing else: machines differ and
 * are shared. Rounds alternate between the contenders; the best round counts, since noise only ever
 * slows down.
 */
public final class StoreBenchmark {

  private static final int ROUNDS = 5;
  private static final int ROWS = 50_000;
  private static final int KEYS = 1_000;
  private static final int READS = 200;

  private final Ticker ticker = Ticker.system();

  private StoreBenchmark() {}

  /** Something to measure, which may fail like a driver. */
  private interface Work {
    void run() throws SQLException, IOException;
  }

  /**
   * Prints a table.
   *
   * @param args not used
   * @throws Exception if a server fails
   */
  public static void main(String[] args) throws Exception {
    StoreBenchmark benchmark = new StoreBenchmark();
    benchmark.insert();
    benchmark.read();
  }

  private void insert() throws SQLException, IOException {
    List<Ticket> tickets = IntStream.range(0, ROWS).mapToObj(StoreBenchmark::ticket).toList();
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0)) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL("jdbc:" + server.url().replace("postgres@", ""));
      source.setUser("postgres");
      TicketSchema.migrate(source);
      JdbiTicketStore store = JdbiTicketStore.create(source);
      long copy = Long.MAX_VALUE;
      long ours = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        truncate(source);
        copy = Math.min(copy, nanos(() -> copy(source, tickets)));
        truncate(source);
        ours = Math.min(ours, nanos(() -> store.insertAll(tickets)));
      }
      print("Insert %,d tickets, bare COPY: %,.0f rows/s", ROWS, ROWS * 1e9 / copy);
      print("Insert %,d tickets, insertAll: %,.0f rows/s", ROWS, ROWS * 1e9 / ours);
      print(
          "  ratio to bare COPY: %.2f (insertAll skips and reports known ids)", copy * 1.0 / ours);
    }
  }

  private void read() throws SQLException, IOException {
    List<String> ids = IntStream.range(0, KEYS).mapToObj(i -> "ticket_" + i).toList();
    String[] keys = ids.stream().map("triage:ticket:"::concat).toArray(String[]::new);
    try (EmbeddedRedisServer server = EmbeddedRedisServer.start(0)) {
      RedisURI uri = RedisURI.create(server.url());
      RedisClient client = RedisClient.create();
      try (LettuceTriageCache cache = LettuceTriageCache.create(client, uri)) {
        RedisCommands<String, String> redis = client.connect(uri).sync();
        ids.forEach(id -> cache.put(id, output()));
        require(cache.getAll(ids).size() == KEYS);
        redis.configResetstat();
        require(cache.getAll(ids).size() == KEYS);
        String commands =
            redis
                .info("commandstats")
                .lines()
                .filter(l -> l.startsWith("cmdstat_mget"))
                .findAny()
                .orElse("none");
        long bare = Long.MAX_VALUE;
        long ours = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          bare = Math.min(bare, nanos(() -> repeat(() -> mget(redis, keys))));
          ours =
              Math.min(ours, nanos(() -> repeat(() -> require(cache.getAll(ids).size() == KEYS))));
        }
        print("Read %,d triages at once, commands sent: %s", KEYS, commands);
        print("Read %,d triages at once, bare MGET of strings: %.2f ms", KEYS, bare / 1e6 / READS);
        print("Read %,d triages at once, getAll, validated: %.2f ms", KEYS, ours / 1e6 / READS);
        print("  ratio to bare MGET: %.1f", ours * 1.0 / bare);
      } finally {
        client.shutdown();
      }
    }
  }

  private static void mget(RedisCommands<String, String> redis, String... keys) {
    require(redis.mget(keys).stream().filter(KeyValue::hasValue).count() == KEYS);
  }

  private static void repeat(Runnable work) {
    for (int i = 0; i < READS; i++) {
      work.run();
    }
  }

  private long nanos(Work work) throws SQLException, IOException {
    long start = ticker.nanos();
    work.run();
    return ticker.nanos() - start;
  }

  private static void truncate(PGSimpleDataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("TRUNCATE tickets");
    }
  }

  private static void copy(PGSimpleDataSource source, List<Ticket> tickets)
      throws SQLException, IOException {
    StringBuilder rows = new StringBuilder();
    for (Ticket ticket : tickets) {
      rows.append(ticket.id()).append('\t').append(ticket.subject()).append('\t');
      rows.append(ticket.body()).append('\t').append(ticket.fromName()).append('\t');
      rows.append(ticket.fromEmail()).append('\t').append(ticket.createdAt()).append('\n');
    }
    try (Connection connection = source.getConnection()) {
      long copied =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY tickets FROM STDIN", new StringReader(rows.toString()));
      require(copied == tickets.size());
    }
  }

  private static Ticket ticket(int i) {
    return new Ticket(
        "ticket_" + i,
        "Invoice " + i + " was charged twice",
        "The invoice of May appears twice on our statement. ".repeat(7),
        "Ana Díaz",
        "ana@moonpost.example",
        Instant.EPOCH.plusSeconds(i));
  }

  private static TriageOutput output() {
    return new TriageOutput(
        Priority.HIGH,
        Category.BILLING,
        Sentiment.NEGATIVE,
        "The sender was charged twice for May and wants one payment back.",
        List.of("double-charge", "refund", "invoice"));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("The benchmark did not do what it measures");
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
