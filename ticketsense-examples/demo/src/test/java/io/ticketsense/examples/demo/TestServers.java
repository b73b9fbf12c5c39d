package io.ticketsense.examples.demo;

import io.lettuce.core.RedisClient;
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

/** A real Postgres and a real Redis, and ways to look at them past the code under test. */
final class TestServers implements AutoCloseable {

  private final EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(0);
  private final EmbeddedRedisServer redis = EmbeddedRedisServer.start(0);
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
