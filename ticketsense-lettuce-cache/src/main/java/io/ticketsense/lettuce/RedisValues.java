package io.ticketsense.lettuce;

import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.time.Duration;
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
final class RedisValues<V> {

  private static final Logger LOG = LoggerFactory.getLogger(RedisValues.class);

  private final String what;
  private final Function<V, byte[]> write;
  private final Function<byte[], V> read;
  private final AtomicLong unreadable = new AtomicLong();

  /**
   * Describes values.
   *
   * @param what they are, with an article
   */
  RedisValues(String what, Function<V, byte[]> write, Function<byte[], V> read) {
    this.what = what;
    this.write = write;
    this.read = read;
  }

  String what() {
    return what;
  }

  Optional<V> get(RedisLink link, String key) {
    byte[] json;
    try {
      json = link.call("read " + what, redis -> redis.get(key));
    } catch (StorageException e) {
      if (e.reason() == Reason.SCHEMA) {
        warn(key);
        return Optional.empty();
      }
      throw e;
    }
    return json == null ? Optional.empty() : decode(key, json);
  }

  void put(RedisLink link, String key, V value, Duration timeToLive) {
    byte[] json = write.apply(value);
    if (json.length > BoundedBytes.MAX_LENGTH) {
      throw new StorageException(
          "write " + what, Reason.REJECTED, "it is longer than we would read again");
    }
    var unused =
        link.call("write " + what, redis -> redis.set(key, json, SetArgs.Builder.ex(timeToLive)));
  }

  /** Reads what is found of a value; parses on the calling thread. */
  Optional<V> decode(KeyValue<String, byte[]> found) {
    return found.hasValue() ? decode(found.getKey(), found.getValue()) : Optional.empty();
  }

  private Optional<V> decode(String key, byte[] json) {
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
