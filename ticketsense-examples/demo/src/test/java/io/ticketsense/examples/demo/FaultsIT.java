package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class FaultsIT {

  private static final int FAILED = 1;
  private static final int BAD_CONFIGURATION = 2;

  private static TestServers servers;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    servers = new TestServers();
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, 3);
    servers.sql("CREATE ROLE clerk LOGIN SUPERUSER PASSWORD 'r1ght'");
    String hbaFile = servers.sql("SHOW hba_file").get(0);
    servers.sql(
        "COPY (SELECT * FROM (VALUES ('host all clerk 127.0.0.1/32 scram-sha-256'),"
            + " ('host all all 127.0.0.1/32 trust')) AS line) TO '"
            + hbaFile
            + "'; SELECT pg_reload_conf()");
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @BeforeEach
  void clear() throws SQLException {
    servers.clear();
  }

  private static Map<String, String> with(String variable, String value) {
    Map<String, String> variables = new HashMap<>(servers.variables());
    variables.put(variable, value);
    return variables;
  }

  /** Runs the demo, which serves on any free ports if it comes to that. */
  private static Cli.Run demo(Map<String, String> variables, String... options) {
    List<String> args = new ArrayList<>(List.of("demo", "--dir", folder.toString()));
    args.addAll(List.of("--port", "0", "--dashboard-port", "0"));
    args.addAll(List.of(options));
    return Cli.run(variables, args.toArray(String[]::new));
  }

  private static void prepare() {
    assertThat(Cli.run(servers.variables(), "init-db").exitCode()).isZero();
    assertThat(Cli.run(servers.variables(), "load-seed", "--dir", folder.toString()).exitCode())
        .isZero();
  }

  private static void assertOneLine(Cli.Run run, int exitCode, String... words) {
    assertThat(run.errLines()).singleElement().asString().contains(words);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("s3cret", "Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"load-seed", "triage-all", "refresh-overview"})
  @DisplayName("Before init-db there is a hint at it")
  void execute_noTables_hintsAtInitDb(String command) {
    Cli.Run run =
        command.equals("load-seed")
            ? Cli.run(servers.variables(), command, "--dir", folder.toString())
            : Cli.run(servers.variables(), command);

    assertOneLine(run, FAILED, "\"tickets\" does not exist", "42P01", "init-db");
    assertThat(servers.redis().keys("*")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init-db", "load-seed", "triage-all", "refresh-overview", "demo"})
  @DisplayName("An unreachable Postgres is told with its address, and Redis stays as it is")
  void execute_postgresUnreachable_isTold(String command) throws IOException {
    int port = TestServers.closedPort();
    Map<String, String> variables =
        with("DATABASE_URL", "postgresql://u:s3cret@127.0.0.1:" + port + "/t");

    Cli.Run run =
        switch (command) {
          case "demo" -> demo(variables);
          case "load-seed" -> Cli.run(variables, command, "--dir", folder.toString());
          default -> Cli.run(variables, command);
        };

    assertOneLine(
        run,
        FAILED,
        "no connection to Postgres at 127.0.0.1:" + port + ": refused",
        "is it running",
        "DATABASE_URL");
    assertThat(servers.redis().keys("*")).isEmpty();
  }

  @Test
  @DisplayName("An unknown host, a silent server and another kind of server are told apart")
  void execute_notPostgres_isTold() throws IOException {
    assertOneLine(
        Cli.run(with("DATABASE_URL", "postgresql://u:s3cret@nowhere.invalid/t"), "init-db"),
        FAILED,
        "no connection to Postgres at nowhere.invalid: unknown host");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertOneLine(
          Cli.run(with("DATABASE_URL", url(silent)), "init-db"),
          FAILED,
          "no connection to Postgres at 127.0.0.1:" + silent.getLocalPort() + ": ",
          "timed out");
    }
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread greeter = new Thread(() -> greet(other));
      greeter.setDaemon(true);
      greeter.start();
      assertOneLine(
          Cli.run(with("DATABASE_URL", url(other)), "init-db"),
          FAILED,
          "no connection to Postgres at 127.0.0.1:" + other.getLocalPort() + ": not Postgres");
    }
  }

  private static String url(ServerSocket server) {
    return "postgresql://u:s3cret@127.0.0.1:" + server.getLocalPort() + "/t";
  }

  /** Answers in a language that is not that of Postgres, until it is closed. */
  private static void greet(ServerSocket server) {
    while (true) {
      try (Socket client = server.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"triage-all", "refresh-overview"})
  @DisplayName("An unreachable Redis is told with its address, before any model is asked")
  void execute_redisUnreachable_isTold(String command) throws IOException {
    prepare();
    int port = TestServers.closedPort();

    assertOneLine(
        Cli.run(with("REDIS_URL", "redis://:s3cret@127.0.0.1:" + port), command),
        FAILED,
        "no connection to Redis at 127.0.0.1:" + port,
        "is it running",
        "REDIS_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"init-db", "load-seed", "triage-all", "refresh-overview"})
  @DisplayName("A wrong password of Postgres is told without the password")
  void execute_wrongPostgresPassword_isTold(String command) {
    Map<String, String> variables = with("DATABASE_URL", servers.databaseUrl("clerk:s3cret"));

    Cli.Run run =
        command.equals("load-seed")
            ? Cli.run(variables, command, "--dir", folder.toString())
            : Cli.run(variables, command);

    assertOneLine(
        run, BAD_CONFIGURATION, "password authentication failed", "clerk", "DATABASE_URL");
    assertThat(
            Cli.run(with("DATABASE_URL", servers.databaseUrl("clerk:r1ght")), "init-db").exitCode())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"triage-all", "refresh-overview"})
  @DisplayName("A wrong or missing password of Redis is told without the password")
  void execute_wrongRedisPassword_isTold(String command) {
    prepare();
    servers.redis().configSet("requirepass", "r1:g@ht/");
    try {
      assertOneLine(
          Cli.run(with("REDIS_URL", servers.redisUrl(":s3cret")), command),
          BAD_CONFIGURATION,
          "Redis answered WRONGPASS",
          "REDIS_URL");
      assertOneLine(
          Cli.run(servers.variables(), command),
          BAD_CONFIGURATION,
          "Redis answered NOAUTH",
          "REDIS_URL");
      assertThat(servers.redis().keys("*")).isEmpty();
      assertThat(
              Cli.run(with("REDIS_URL", servers.redisUrl(":r1%3Ag%40ht%2F")), command).exitCode())
          .isZero();
    } finally {
      servers.redis().configSet("requirepass", "");
    }
  }

  @Test
  @DisplayName("A database that does not exist is told by its name")
  void execute_noSuchDatabase_isTold() {
    String url = servers.databaseUrl("postgres").replaceFirst("/postgres$", "/nowhere");

    assertOneLine(
        Cli.run(with("DATABASE_URL", url), "init-db"),
        FAILED,
        "\"nowhere\" does not exist",
        "look at the database in DATABASE_URL");
  }

  @Test
  @DisplayName("A parameter that Postgres does not take is told")
  void execute_badParameter_isTold() {
    Map<String, String> variables =
        with("DATABASE_URL", servers.databaseUrl("postgres:s3cret") + "?sslmode=bogus");

    assertOneLine(Cli.run(variables, "init-db"), FAILED, "Invalid sslmode value: bogus");
  }

  @Test
  @DisplayName("Malformed settings are told before anything is reached")
  void execute_malformedSettings_areTold() {
    Cli.Run run = Cli.run(with("DATABASE_URL", "mysql://u:s3cret@h/t"), "triage-all");
    assertOneLine(run, BAD_CONFIGURATION, "DATABASE_URL must look like postgresql://");

    run = Cli.run(with("REDIS_URL", "u:s3cret@h"), "demo", "--dir", folder.toString());
    assertOneLine(run, BAD_CONFIGURATION, "REDIS_URL must look like redis://");

    Map<String, String> groq = with("GROQ_API_KEY", "s3cret");
    groq.put("GROQ_BASE_URL", "not a url");
    assertOneLine(Cli.run(groq, "triage-all"), BAD_CONFIGURATION, "GROQ_BASE_URL: ", "http://");
  }

  @Test
  @DisplayName("A port in use is told with the server that wanted it, and nothing stays behind")
  void demo_portInUse_isTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertOneLine(
          demo(Map.of(), "--redis-port", port),
          BAD_CONFIGURATION,
          "Port " + port + " for Redis is in use");

      Map<String, String> ownRedis = Map.of("REDIS_URL", servers.variables().get("REDIS_URL"));
      assertOneLine(
          demo(ownRedis, "--postgres-port", port),
          BAD_CONFIGURATION,
          "Port " + port + " for Postgres is in use");
    }
    assertThat(servers.redis().keys("*")).isEmpty();
  }

  @Test
  @DisplayName("A broken seed file ends demo before any server is started")
  void demo_noSeedFiles_startsNothing(@TempDir Path empty) {
    assertOneLine(
        Cli.run(Map.of(), "demo", "--dir", empty.toString()),
        BAD_CONFIGURATION,
        "No batch_*.json in " + empty,
        "--dir");
  }

  @Test
  @DisplayName("A key that is not accepted ends the run at once, and is in no output")
  void triageAll_wrongKey_isTold() throws IOException {
    prepare();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try {
      Map<String, String> variables = with("GROQ_API_KEY", "s3cret");
      variables.put("GROQ_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1");

      assertOneLine(
          Cli.run(variables, "triage-all"), BAD_CONFIGURATION, "401", "look at GROQ_API_KEY");
    } finally {
      server.stop(0);
    }
    assertThat(servers.redis().keys("*")).isEmpty();
  }
}
