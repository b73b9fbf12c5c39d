package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;
import io.ticketsense.examples.embedded.EmbeddedRedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real Postgres and a real Redis, and ways to look at them past the code under test. */
final class TestServers implements AutoCloseable {

  private final EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(0);
  private EmbeddedRedisServer redis = EmbeddedRedisServer.start(0);
  private final RedisClient client = RedisClient.create(redis.url());
  private final RedisCommands<String, String> commands = client.connect().sync();

  /** Returns the variables that name these servers. */
  Map<String, String> variables() {
    return Map.of("DATABASE_URL", postgres.url(), "REDIS_URL", redis.url());
  }

  String databaseUrl(String credentials) {
    return postgres.url().replace("postgres@", credentials + "@");
  }

  String redisUrl(String credentials) {
    return redis.url().replace("redis://", "redis://" + credentials + "@");
  }

  RedisCommands<String, String> redis() {
    return commands;
  }

  /** Runs statements and returns the first column of what the last one gives, if anything. */
  List<String> sql(String sql) throws SQLException {
    String url = "jdbc:" + postgres.url().replace("postgres@", "") + "?user=postgres";
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values;
  }

  /** Sends a signal, for instance STOP, and returns whether it got there. */
  static boolean signal(String signal, ProcessHandle process) throws Exception {
    return new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor()
        == 0;
  }

  /** Returns the process of Redis, to be signalled. */
  ProcessHandle redisProcess() {
    String line = "process_id:";
    return commands
        .info("server")
        .lines()
        .filter(info -> info.startsWith(line))
        .map(info -> ProcessHandle.of(Long.parseLong(info.substring(line.length()))).orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  /** Starts an empty Redis where the one before has died. */
  void startRedisAgain() {
    redis = EmbeddedRedisServer.start(RedisURI.create(redis.url()).getPort());
  }

  /**
   * Stops Postgres, which accepts no session until {@link #continuePostgres}.
   *
   * @param signal what its sessions and helpers get: STOP, or KILL for a crash of all of them
   */
  List<ProcessHandle> stopPostgres(String signal) throws Exception {
    Path pidFile = Path.of(sql("SHOW data_directory").get(0)).resolve("postmaster.pid");
    ProcessHandle first =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0))).orElseThrow();
    assertThat(signal("STOP", first)).isTrue();
    List<ProcessHandle> others = first.descendants().toList();
    for (ProcessHandle process : others) {
      signal(signal, process);
    }
    return Stream.concat(others.stream(), Stream.of(first)).toList();
  }

  /** Lets those that {@link #stopPostgres} returned go on. */
  void continuePostgres(List<ProcessHandle> stopped) throws Exception {
    for (ProcessHandle process : stopped) {
      signal("CONT", process);
    }
  }

  void clear() throws SQLException {
    sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    commands.flushall();
  }

  @Override
  public void close() {
    client.shutdown();
    redis.close();
    postgres.close();
  }

  /** Writes a seed file with tickets of different ids. */
  static void seedFile(Path file, int firstNumber, int count) throws IOException {
    Files.writeString(
        file,
        IntStream.range(firstNumber, firstNumber + count)
            .mapToObj(TestServers::ticket)
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static String ticket(int number) {
    return """
        {"id":"t%d","subject":"Invoice %d is wrong","body":"The invoice lists a seat too many.",
         "from_name":"Ann","from_email":"ann@moonpost.example",
         "created_at":"2026-09-01T08:%02d:00Z"}"""
        .formatted(number, number, number % 60);
  }

  /** Returns a port where nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
