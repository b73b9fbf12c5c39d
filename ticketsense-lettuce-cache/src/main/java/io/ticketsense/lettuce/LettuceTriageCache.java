package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.ticketsense.domain.Triage;
import io.ticketsense.json.TriageJson;
import io.ticketsense.port.TriageCache;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps triages in Redis for 7 days, less up to a thousandth at random, as JSON under {@code
 * triage:ticket:{id}}.
 *
 * <p>Begins to connect at once, in the background, and connects again whenever a connection breaks
 * or stays silent. A Redis that does not answer is waited for once; until it answers, all calls
 * fail at once. Many look-ups go through a connection of their own, so as not to hold up single
 * ones. {@link #close()} closes both. Safe for all threads but those of the client, which must not
 * wait.
 */
public final class LettuceTriageCache implements TriageCache, AutoCloseable {

  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);
  private static final Duration TIMEOUT = Duration.ofMillis(250);
  private static final int JITTER_PARTS = 1_000;

  private final RedisLink link;
  private final RedisBatches<Triage> batches;
  private final String keyPrefix;
  private final Duration timeToLive;
  private final RedisValues<Triage> values;

  private LettuceTriageCache(Builder builder) {
    TriageJson json = builder.json();
    this.keyPrefix = builder.keyPrefix() + "ticket:";
    this.timeToLive = builder.timeToLive();
    this.values = new RedisValues<>("a triage", json::writeBytes, json::readTriage);
    this.link = builder.link(builder.timeout(), builder.timeout());
    this.batches =
        new RedisBatches<>(
            builder.link(LettuceOverviewStore.CONNECT_TIMEOUT, builder.batchTimeout),
            builder.server().maxChunksInFlight(),
            values);
  }

  /**
   * Creates a cache with the defaults.
   *
   * @param client makes the connections; not shut down by this cache
   * @param uri where Redis is, with credentials, database and TLS if it wants any
   * @return a cache
   */
  public static LettuceTriageCache create(RedisClient client, RedisURI uri) {
    return builder(client, uri).build();
  }

  /**
   * Starts a cache with settings of your own.
   *
   * @param client makes the connections; not shut down by the cache
   * @param uri where Redis is, with credentials, database and TLS if it wants any
   * @return a builder
   */
  public static Builder builder(RedisClient client, RedisURI uri) {
    return new Builder(RedisServer.standalone(client, uri));
  }

  /**
   * Starts a cache in a Redis Cluster.
   *
   * @param client knows the nodes and makes the connections; not shut down by the cache
   * @return a builder
   */
  public static Builder builder(RedisClusterClient client) {
    return new Builder(RedisServer.cluster(client));
  }

  @Override
  public Optional<Triage> get(String ticketId) {
    return values.get(link, keyPrefix + ticketId);
  }

  @Override
  public Map<String, Triage> getAll(Collection<String> ticketIds) {
    return batches.getAll(keyPrefix, List.copyOf(ticketIds));
  }

  @Override
  public void put(String ticketId, Triage triage) {
    values.put(link, keyPrefix + ticketId, triage, jittered(timeToLive));
  }

  private static Duration jittered(Duration timeToLive) {
    long mostLess = timeToLive.toSeconds() / JITTER_PARTS;
    return timeToLive.minusSeconds(ThreadLocalRandom.current().nextLong(mostLess + 1));
  }

  /** Closes the connections that this cache opened. */
  @Override
  public void close() {
    link.close();
    batches.close();
  }

  /** Settings of a {@link LettuceTriageCache}. Not safe for use by several threads. */
  public static final class Builder extends LettuceBuilder<Builder> {

    private Duration batchTimeout = Duration.ofSeconds(2);

    private Builder(RedisServer server) {
      super(server, TIME_TO_LIVE, TIMEOUT);
    }

    /**
     * Chooses how long {@link LettuceTriageCache#getAll} waits for each thousand triages, or 5
     * seconds at first for a connection that is being made.
     *
     * @param batchTimeout positive, by default 2 seconds
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder batchTimeout(Duration batchTimeout) {
      this.batchTimeout = positive(batchTimeout);
      return this;
    }

    /**
     * Builds the cache, which begins to connect.
     *
     * @return a cache
     */
    public LettuceTriageCache build() {
      return new LettuceTriageCache(this);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
