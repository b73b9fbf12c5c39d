package io.ticketsense.examples.benchmarks;

import static io.ticketsense.examples.benchmarks.Comparisons.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Ticket;
import io.ticketsense.examples.benchmarks.Comparisons.Contender;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;
import io.ticketsense.jdbi.JdbiTicketStore;
import io.ticketsense.jdbi.TicketSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * How fast tickets are stored, beside bare COPY into the same table, and whether reads stay as fast
 * in a table of a million.
 */
public final class PostgresBenchmark {

  private static final int LOADED = 200_000;
  private static final int PER_CALL = 10_000;
  private static final int LARGE = 1_000_000;
  private static final int PAGE = 100;
  private static final int SAMPLE = 10;
  private static final int ROUNDS = 5;
  private static final int READS = 300;

  private final Comparisons comparisons = new Comparisons();
  private final DataSource database;
  private final JdbiTicketStore store;

  private PostgresBenchmark(DataSource database) {
    this.database = database;
    this.store = JdbiTicketStore.create(database);
  }

  /**
   * Prints a table. Exits with 1 if a target is missed.
   *
   * @param args not used
   * @throws Exception if Postgres fails
   */
  public static void main(String[] args) throws Exception {
    int exitCode;
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0);
        HikariDataSource pool = Pools.of(server)) {
      TicketSchema.migrate(pool);
      PostgresBenchmark benchmark = new PostgresBenchmark(pool);
      benchmark.comparisons.printHead();
      benchmark.load();
      benchmark.read();
      exitCode = benchmark.comparisons.exitCode();
    }
    System.exit(exitCode);
  }

  private void load() throws Exception {
    List<Ticket> tickets = IntStream.range(0, LOADED).mapToObj(PostgresBenchmark::ticket).toList();
    comparisons.compare(
        "Load 200,000 tickets, 10,000 a call, beside one bare COPY",
        ROUNDS,
        1,
        new Contender(
            () -> execute("TRUNCATE tickets"),
            () ->
                calls(tickets).forEach(call -> require(store.insertAll(call).size() == PER_CALL))),
        new Contender(() -> execute("TRUNCATE tickets"), () -> copy(tickets)),
        2.0);
  }

  private void read() throws Exception {
    execute("TRUNCATE tickets");
    execute(
        "INSERT INTO tickets SELECT 'ticket_' || i, 'Invoice ' || i || ' was charged twice',"
            + " repeat('The invoice of May appears twice on our statement. ', 7), 'Ana Díaz',"
            + " 'ana@moonpost.example', to_timestamp(i) FROM generate_series(1, "
            + (LARGE + PAGE)
            + ") AS i");
    execute("VACUUM ANALYZE tickets");

    Optional<Cursor> deep = Optional.of(cursorAt(LARGE));
    comparisons.compare(
        "Page of 100 at depth 1,000,000, beside the first page",
        ROUNDS,
        READS,
        Contender.of(() -> require(store.page(deep, PAGE).items().size() == PAGE)),
        Contender.of(() -> require(store.page(Optional.empty(), PAGE).items().size() == PAGE)),
        2.0);
    Contender sample = Contender.of(() -> require(store.sample(SAMPLE).size() == SAMPLE));
    comparisons.compare(
        "Sample of 10 from 1,000,000, beside one ticket by its id",
        ROUNDS,
        READS,
        sample,
        Contender.of(() -> require(store.find(randomId()).isPresent())),
        3.0);
  }

  private static List<List<Ticket>> calls(List<Ticket> tickets) {
    return IntStream.range(0, tickets.size() / PER_CALL)
        .mapToObj(i -> tickets.subList(i * PER_CALL, (i + 1) * PER_CALL))
        .toList();
  }

  private void copy(List<Ticket> tickets) throws SQLException {
    try (Connection connection = database.getConnection()) {
      CopyIn copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY tickets FROM STDIN");
      for (List<Ticket> call : calls(tickets)) {
        byte[] rows = rows(call).getBytes(UTF_8);
        copy.writeToCopy(rows, 0, rows.length);
      }
      require(copy.endCopy() == tickets.size());
    }
  }

  private static String rows(List<Ticket> tickets) {
    StringBuilder rows = new StringBuilder();
    for (Ticket ticket : tickets) {
      rows.append(ticket.id()).append('\t').append(ticket.subject()).append('\t');
      rows.append(ticket.body()).append('\t').append(ticket.fromName()).append('\t');
      rows.append(ticket.fromEmail()).append('\t').append(ticket.createdAt()).append('\n');
    }
    return rows.toString();
  }

  /** Finds where a page at a depth starts. */
  private Cursor cursorAt(int depth) throws SQLException {
    int created = LARGE + PAGE - depth + 1;
    Cursor cursor = new Cursor(Instant.ofEpochSecond(created), "ticket_" + created);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet newer =
            statement.executeQuery(
                "SELECT count(*) FROM tickets WHERE created_at >= '" + cursor.createdAt() + "'")) {
      require(newer.next() && newer.getInt(1) == depth);
    }
    return cursor;
  }

  private static String randomId() {
    return "ticket_" + ThreadLocalRandom.current().nextInt(1, LARGE);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
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
}
