package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.json.TriageJson;
import io.ticketsense.port.TriageCache;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps triages in Redis for 7 days, as JSON under {@code triage:ticket:{id}}.
 *
 * <p>Opens one connection when first used, and another when that one could not be opened; Lettuce
 * reconnects one that breaks. {@link #close()} closes it. Safe for all threads.
 */
public final class LettuceTriageCache implements TriageCache, AutoCloseable {

  /** How many triages are asked for in one command: one that is larger would hold up others. */
  static final int CHUNK = 1_000;

  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  private final String keyPrefix;
  private final RedisValues<TriageOutput> values;

  private LettuceTriageCache(Builder builder) {
    TriageJson json = builder.json();
    this.keyPrefix = builder.keyPrefix() + "ticket:";
    this.values =
        new RedisValues<>(
            builder.link(), "a triage", builder.timeToLive(), json::write, json::readTriage);
  }

  /**
   * Creates a cache with the defaults. Does not connect yet.
   *
   * @param client makes the connection; not shut down by this cache
   * @param uri where Redis is, with credentials if it wants any
   * @return a cache
   */
  public static LettuceTriageCache create(RedisClient client, RedisURI uri) {
    return builder(client, uri).build();
  }

  /**
   * Starts a cache with settings of your own.
   *
   * @param client makes the connection; not shut down by the cache
   * @param uri where Redis is, with credentials if it wants any
   * @return a builder
   */
  public static Builder builder(RedisClient client, RedisURI uri) {
    return new Builder(client, uri);
  }

  @Override
  public Optional<TriageOutput> get(String ticketId) {
    return values.get(keyPrefix + ticketId);
  }

  @Override
  public Map<String, TriageOutput> getAll(Collection<String> ticketIds) {
    List<String> ids = List.copyOf(new LinkedHashSet<>(ticketIds));
    Map<String, TriageOutput> found = new HashMap<>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      List<String> chunk = ids.subList(from, Math.min(from + CHUNK, ids.size()));
      List<Optional<TriageOutput>> outputs =
          values.getAll(chunk.stream().map(keyPrefix::concat).toList());
      for (int i = 0; i < chunk.size(); i++) {
        String id = chunk.get(i);
        outputs.get(i).ifPresent(output -> found.put(id, output));
      }
    }
    return Map.copyOf(found);
  }

  @Override
  public void put(String ticketId, TriageOutput output) {
    values.put(keyPrefix + ticketId, output);
  }

  /** Closes the connection that this cache opened. */
  @Override
  public void close() {
    values.close();
  }

  /** Settings of a {@link LettuceTriageCache}. Not safe for use by several threads. */
  public static final class Builder extends LettuceBuilder<Builder> {

    private Builder(RedisClient client, RedisURI uri) {
      super(client, uri, TIME_TO_LIVE);
    }

    /**
     * Builds the cache. Does not connect yet.
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
