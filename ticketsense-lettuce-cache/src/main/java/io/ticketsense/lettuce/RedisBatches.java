package io.ticketsense.lettuce;

import io.lettuce.core.KeyValue;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;

/**
 * Reads many values: some chunks are on their way while the calling thread parses an earlier one.
 *
 * @param <V> kind of value
 */
final class RedisBatches<V> implements AutoCloseable {

  /** How many keys are asked for in one command: one that is larger would hold up others. */
  static final int CHUNK = 1_000;

  private final RedisLink link;
  private final int maxInFlight;
  private final RedisValues<V> values;

  RedisBatches(RedisLink link, int maxInFlight, RedisValues<V> values) {
    this.link = link;
    this.maxInFlight = maxInFlight;
    this.values = values;
  }

  /** Returns what is found, by what follows the prefix in its key. */
  Map<String, V> getAll(String prefix, List<String> ids) {
    String operation = "read " + values.what();
    Map<String, V> found = new HashMap<>(ids.size() * 4 / 3 + 1);
    Queue<Future<List<KeyValue<String, byte[]>>>> inFlight = new ArrayDeque<>();
    int sent = 0;
    int read = 0;
    while (read < ids.size()) {
      while (sent < ids.size() && inFlight.size() < maxInFlight) {
        int end = Math.min(sent + CHUNK, ids.size());
        String[] keys = ids.subList(sent, end).stream().map(prefix::concat).toArray(String[]::new);
        inFlight.add(link.send(operation, redis -> redis.mget(keys)));
        sent = end;
      }
      for (KeyValue<String, byte[]> value : link.await(operation, inFlight.remove())) {
        String id = ids.get(read++);
        values.decode(value).ifPresent(v -> found.put(id, v));
      }
    }
    return Collections.unmodifiableMap(found);
  }

  @Override
  public void close() {
    link.close();
  }
}
