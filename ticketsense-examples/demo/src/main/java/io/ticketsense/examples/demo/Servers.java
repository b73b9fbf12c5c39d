package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.examples.embedded.EmbeddedPostgresServer;
import io.ticketsense.examples.embedded.EmbeddedRedisServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The servers that the demo starts itself, and how to look into them. */
final class Servers implements AutoCloseable {

  private final Output output;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final List<String> hints = new ArrayList<>();

  Servers(Output output) {
    this.output = output;
  }

  DatabaseUrl startPostgres(int port) {
    EmbeddedPostgresServer server = EmbeddedPostgresServer.start(port);
    stops.push(server::close);
    hints.add("psql " + server.url());
    output.note("Started Postgres   DATABASE_URL=" + server.url());
    return DatabaseUrl.parse(server.url());
  }

  RedisURI startRedis(int port) {
    EmbeddedRedisServer server = EmbeddedRedisServer.start(port);
    stops.push(server::close);
    hints.add("redis-cli -u " + server.url());
    output.note("Started Redis      REDIS_URL=" + server.url());
    return RedisURI.create(server.url());
  }

  /** Returns commands that open the servers, as long as they run. */
  List<String> hints() {
    return List.copyOf(hints);
  }

  @Override
  public void close() {
    if (!stops.isEmpty()) {
      output.note("Stopping the servers");
    }
    while (!stops.isEmpty()) {
      stops.pop().run();
    }
  }
}
