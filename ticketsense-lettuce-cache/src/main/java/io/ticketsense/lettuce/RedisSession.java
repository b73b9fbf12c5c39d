package io.ticketsense.lettuce;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a server or a cluster.
 *
 * @param connection what to close
 * @param commands what both know
 * @param breaks whether it is of no use while disconnected; one to a cluster has other nodes
 */
record RedisSession(
    StatefulConnection<String, byte[]> connection,
    RedisClusterAsyncCommands<String, byte[]> commands,
    boolean breaks) {

  static RedisSession of(StatefulRedisConnection<String, byte[]> connection) {
    return new RedisSession(connection, connection.async(), true);
  }

  static RedisSession of(StatefulRedisClusterConnection<String, byte[]> connection) {
    return new RedisSession(connection, connection.async(), false);
  }

  boolean isUsable() {
    return !breaks || connection.isOpen();
  }

  CompletableFuture<Void> close() {
    return connection.closeAsync();
  }
}
