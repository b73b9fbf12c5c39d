package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.domain.Overview;
import io.ticketsense.json.TriageJson;
import io.ticketsense.port.OverviewStore;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the overview in Redis for 24 hours, as JSON under {@code triage:overview}. Reading it is a
 * single GET.
 *
 * <p>Opens one connection when first used, and another when that one could not be opened; Lettuce
 * reconnects one that breaks. {@link #close()} closes it. Safe for all threads.
 */
public final class LettuceOverviewStore implements OverviewStore, AutoCloseable {

  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

  private final String key;
  private final RedisValues<Overview> values;

  private LettuceOverviewStore(Builder builder) {
    TriageJson json = builder.json();
    this.key = builder.keyPrefix() + "overview";
    this.values =
        new RedisValues<>(
            builder.link(), "an overview", builder.timeToLive(), json::write, json::readOverview);
  }

  /**
   * Creates a store with the defaults. Does not connect yet.
   *
   * @param client makes the connection; not shut down by this store
   * @param uri where Redis is, with credentials if it wants any
   * @return a store
   */
  public static LettuceOverviewStore create(RedisClient client, RedisURI uri) {
    return builder(client, uri).build();
  }

  /**
   * Starts a store with settings of your own.
   *
   * @param client makes the connection; not shut down by the store
   * @param uri where Redis is, with credentials if it wants any
   * @return a builder
   */
  public static Builder builder(RedisClient client, RedisURI uri) {
    return new Builder(client, uri);
  }

  @Override
  public Optional<Overview> get() {
    return values.get(key);
  }

  @Override
  public void put(Overview overview) {
    values.put(key, overview);
  }

  /** Closes the connection that this store opened. */
  @Override
  public void close() {
    values.close();
  }

  /** Settings of a {@link LettuceOverviewStore}. Not safe for use by several threads. */
  public static final class Builder extends LettuceBuilder<Builder> {

    private Builder(RedisClient client, RedisURI uri) {
      super(client, uri, TIME_TO_LIVE);
    }

    /**
     * Builds the store. Does not connect yet.
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
