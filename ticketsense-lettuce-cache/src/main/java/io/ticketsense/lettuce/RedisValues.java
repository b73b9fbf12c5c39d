package io.ticketsense.lettuce;

import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of one kind under keys with a time to live. What is stored under our keys but cannot be
 * read counts as absent.
 *
 * @param <V> kind of value
 */
final class RedisValues<V> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisValues.class);

  private final RedisLink link;
  private final String what;
  private final Duration timeToLive;
  private final Function<V, String> write;
  private final Function<String, V> read;
  private final AtomicLong unreadable = new AtomicLong();

  RedisValues(
      RedisLink link,
      String what,
      Duration timeToLive,
      Function<V, String> write,
      Function<String, V> read) {
    this.link = link;
    this.what = what;
    this.timeToLive = timeToLive;
    this.write = write;
    this.read = read;
  }

  Optional<V> get(String key) {
    try {
      return Optional.ofNullable(link.call("read " + what, redis -> redis.get(key)))
          .flatMap(json -> decode(key, json));
    } catch (StorageException e) {
      if (e.reason() == Reason.SCHEMA) {
        warn(key);
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads many values in one round trip; absent ones are empty. */
  List<Optional<V>> getAll(List<String> keys) {
    List<KeyValue<String, String>> values =
        link.call("read " + what, redis -> redis.mget(keys.toArray(String[]::new)));
    return values.stream()
        .map(value -> value.optional().flatMap(json -> decode(value.getKey(), json)))
        .toList();
  }

  void put(String key, V value) {
    String json = write.apply(value);
    link.call("write " + what, redis -> redis.set(key, json, SetArgs.Builder.ex(timeToLive)));
  }

  @Override
  public void close() {
    link.close();
  }

  private Optional<V> decode(String key, String json) {
    try {
      return Optional.of(read.apply(json));
    } catch (InvalidOutputException e) {
      warn(key);
      return Optional.empty();
    }
  }

  /** Warns of the 1st, 2nd, 4th, 8th... such value: never a flood, however many there are. */
  private void warn(String key) {
    long count = unreadable.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.warn("Redis holds no valid {} under {}; {} such value(s) met so far", what, key, count);
    }
  }
}
