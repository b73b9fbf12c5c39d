package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What the caller gave us to connect to.
 *
 * @param address for messages, without credentials
 * @param maxChunksInFlight how many reads of a thousand keys may be on the way at once
 * @param connect begins a connection without waiting for it
 */
record RedisServer(
    String address, int maxChunksInFlight, Supplier<CompletionStage<RedisSession>> connect) {

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, new BoundedBytes());

  static RedisServer standalone(RedisClient client, RedisURI uri) {
    // Sentinels and sockets have no host of their own.
    String address =
        uri.getHost() == null ? "Redis" : "Redis at " + uri.getHost() + ":" + uri.getPort();
    return new RedisServer(
        address, 16, () -> client.connectAsync(CODEC, uri).thenApply(RedisSession::of));
  }

  /** Lettuce sends one command for each slot, so that a chunk is almost a thousand commands. */
  static RedisServer cluster(RedisClusterClient client) {
    return new RedisServer(
        "Redis Cluster",
        4,
        () ->
            client
                .refreshPartitionsAsync()
                .thenCompose(found -> client.connectAsync(CODEC))
                .thenApply(RedisSession::of));
  }
}
