package io.ticketsense.examples.demo;

import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.examples.demo.http.ApiServer;
import io.ticketsense.examples.demo.http.Backend;
import io.ticketsense.examples.demo.http.BoundPorts;
import io.ticketsense.examples.demo.http.ServerOptions;
import io.ticketsense.jdbi.TicketSchema;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real Postgres and a real Redis for all tests of the API, which is wired as the demo does it.
 */
public final class ApiStage implements AutoCloseable {

  private final TestServers servers = new TestServers();

  /** Hands the same stage to every test that asks, and closes it after the last one. */
  public static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ApiStage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(ApiStage.class))
          .computeIfAbsent(ApiStage.class, type -> new ApiStage(), ApiStage.class);
    }
  }

  /** A server that answers, and all that it stands on. */
  public static final class Serving implements AutoCloseable {

    private final BoundPorts ports;
    private final Database database;
    private final RedisStores redis;
    private final Wiring wiring;
    private final ApiServer server;

    Serving(Settings settings, TriageModel model, ServerOptions options) {
      try {
        ports = BoundPorts.bind(options);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      database = Database.open(settings.database().orElseThrow());
      redis = RedisStores.open(settings.redis().orElseThrow());
      wiring = Wiring.of(database.tickets(), redis, new Models(model, List.of()));
      server = ApiServer.start(ports, options, wiring.backend());
    }

    public int port() {
      return ports.apiPort();
    }

    public Backend backend() {
      return wiring.backend();
    }

    @Override
    public void close() {
      server.close();
      wiring.close();
      redis.close();
      database.close();
      ports.close();
    }
  }

  /** Serves on these servers. */
  public Serving serve(TriageModel model, ServerOptions options) {
    return serve(model, options, Map.of());
  }

  /** Serves with some variables of its own, such as a DATABASE_URL where nobody listens. */
  public Serving serve(TriageModel model, ServerOptions options, Map<String, String> other) {
    Map<String, String> variables = new HashMap<>(servers.variables());
    variables.putAll(other);
    return new Serving(
        Settings.of(name -> Optional.ofNullable(variables.get(name))), model, options);
  }

  /** Returns the variables that name these servers. */
  public Map<String, String> variables() {
    return servers.variables();
  }

  /** Leaves empty tables and an empty cache. */
  public void clear() throws SQLException {
    servers.clear();
    try (Database database = Database.open(DatabaseUrl.parse(servers.databaseUrl("postgres")))) {
      TicketSchema.migrate(database.pool());
    }
  }

  /** Removes all tickets and all that is cached, which takes less time. */
  public void empty() throws SQLException {
    sql("TRUNCATE tickets");
    redis().flushall();
  }

  /** Names, by this variable, a server where nobody listens. */
  public static Map<String, String> nobody(String variable) throws IOException {
    String address = "127.0.0.1:" + TestServers.closedPort();
    return Map.of(
        variable,
        variable.equals("REDIS_URL") ? "redis://" + address : "postgresql://u@" + address + "/t");
  }

  public List<String> sql(String sql) throws SQLException {
    return servers.sql(sql);
  }

  public RedisCommands<String, String> redis() {
    return servers.redis();
  }

  /** Keeps Redis from answering while something is done. */
  public void withRedisStopped(Action action) throws Exception {
    ProcessHandle process = servers.redisProcess();
    TestServers.signal("STOP", process);
    try {
      action.run();
    } finally {
      TestServers.signal("CONT", process);
    }
  }

  /** Keeps Postgres from answering while something is done. */
  public void withPostgresStopped(Action action) throws Exception {
    List<ProcessHandle> stopped = servers.stopPostgres("STOP");
    try {
      action.run();
    } finally {
      servers.continuePostgres(stopped);
    }
  }

  /** Something that may fail. */
  public interface Action {
    void run() throws Exception;
  }

  @Override
  public void close() {
    servers.close();
  }
}
