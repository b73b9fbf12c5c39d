package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import picocli.CommandLine.Option;

/** Ports of the servers that are started where none are named. */
final class OwnServers {

  private static final String ANY = "0";

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      defaultValue = ANY,
      description = "Port of the embedded Postgres (default: any free one).")
  private int postgresPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      defaultValue = ANY,
      description = "Port of the embedded Redis (default: any free one).")
  private int redisPort;

  void check() {
    Listening.requirePort("--postgres-port", postgresPort);
    Listening.requirePort("--redis-port", redisPort);
  }

  /** Returns the Redis of the settings, or one started for the purpose. */
  RedisURI redis(Settings settings, Servers servers) {
    return settings.redis().orElseGet(() -> servers.startRedis(redisPort));
  }

  /** Returns the Postgres of the settings, or one started for the purpose. */
  DatabaseUrl postgres(Settings settings, Servers servers) {
    return settings.database().orElseGet(() -> servers.startPostgres(postgresPort));
  }
}
