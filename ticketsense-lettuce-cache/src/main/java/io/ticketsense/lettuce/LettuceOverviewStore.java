package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.ticketsense.domain.Overview;
import io.ticketsense.json.TriageJson;
import io.ticketsense.port.OverviewStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the overview in Redis for 24 hours, as JSON under {@code triage:overview}. Reading it is a
 * single GET.
 *
 * <p>Begins to connect at once, in the background, and connects again whenever the connection
 * breaks or stays silent. A Redis that does not answer is waited for once; until it answers, all
 * calls fail at once. {@link #close()} closes the connection. Safe for all threads but those of the
 * client, which must not wait.
 */
public final class LettuceOverviewStore implements OverviewStore, AutoCloseable {

  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** The first connection of a process also loads and warms up netty. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final RedisLink link;
  private final String key;
  private final Duration timeToLive;
  private final RedisValues<Overview> values;
  private final TriageJson json;
  private volatile @Nullable LastRead lastRead;

  private LettuceOverviewStore(Builder builder) {
    this.json = builder.json();
    this.link = builder.link(CONNECT_TIMEOUT, builder.timeout());
    this.key = builder.keyPrefix() + "overview";
    this.timeToLive = builder.timeToLive();
    this.values = new RedisValues<>("an overview", json::writeBytes, this::parse);
  }

  /**
   * Creates a store with the defaults.
   *
   * @param client makes the connection; not shut down by this store
   * @param uri where Redis is, with credentials, database and TLS if it wants any
   * @return a store
   */
  public static LettuceOverviewStore create(RedisClient client, RedisURI uri) {
    return builder(client, uri).build();
  }

  /**
   * Starts a store with settings of your own.
   *
   * @param client makes the connection; not shut down by the store
   * @param uri where Redis is, with credentials, database and TLS if it wants any
   * @return a builder
   */
  public static Builder builder(RedisClient client, RedisURI uri) {
    return new Builder(RedisServer.standalone(client, uri));
  }

  /**
   * Starts a store in a Redis Cluster.
   *
   * @param client knows the nodes and makes the connections; not shut down by the store
   * @return a builder
   */
  public static Builder builder(RedisClusterClient client) {
    return new Builder(RedisServer.cluster(client));
  }

  @Override
  public Optional<Overview> get() {
    return values.get(link, key);
  }

  /** Most reads find what the last one found, and parsing takes a good part of a read. */
  private Overview parse(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    LastRead last = lastRead;
    if (last == null || !last.value().equals(bytes)) {
      last = new LastRead(bytes, json.readOverview(value));
      lastRead = last;
    }
    return last.overview();
  }

  @Override
  public void put(Overview overview) {
    values.put(link, key, overview, timeToLive);
  }

  /** Closes the connection that this store opened. */
  @Override
  public void close() {
    link.close();
  }

  private record LastRead(ByteBuffer value, Overview overview) {}

  /** Settings of a {@link LettuceOverviewStore}. Not safe for use by several threads. */
  public static final class Builder extends LettuceBuilder<Builder> {

    private Builder(RedisServer server) {
      super(server, TIME_TO_LIVE, TIMEOUT);
    }

    /**
     * Builds the store, which begins to connect.
     *
     * @return a store
     */
    public LettuceOverviewStore build() {
      return new LettuceOverviewStore(this);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
