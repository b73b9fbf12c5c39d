package io.ticketsense.examples.demo;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.ticketsense.lettuce.LettuceOverviewStore;
import io.ticketsense.lettuce.LettuceTriageCache;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client of Redis and what is kept there. */
record RedisStores(RedisClient client, LettuceTriageCache triages, LettuceOverviewStore overviews)
    implements AutoCloseable {

  private static final int REQUEST_QUEUE = 10_000;

  /** Makes a client, which begins to connect in the background. */
  static RedisStores open(RedisURI uri) {
    RedisClient client = RedisClient.create();
    client.setOptions(
        ClientOptions.builder()
            .socketOptions(SocketOptions.builder().connectTimeout(Duration.ofSeconds(3)).build())
            // Fail at once while Redis is away, rather than pile up commands without bound.
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(REQUEST_QUEUE)
            .build());
    return new RedisStores(
        client, LettuceTriageCache.create(client, uri), LettuceOverviewStore.create(client, uri));
  }

  @Override
  public void close() {
    triages.close();
    overviews.close();
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
