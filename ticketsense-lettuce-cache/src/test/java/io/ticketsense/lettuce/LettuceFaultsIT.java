package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.ticketsense.contract.Samples;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LettuceFaultsIT {

  @Test
  @DisplayName("A host starts while Redis is down, is told so, and recovers by itself")
  void call_redisDownThenUp_recovers() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), redis.uri())) {
      redis.stopServer();

      String address = "127.0.0.1:" + redis.uri().getPort();
      assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "Could not read a triage", address);
      assertFails(
          () -> cache.put("t", Samples.output(1)),
          Reason.UNAVAILABLE,
          "Could not write a triage",
          address);

      redis.startServer();
      cache.put("t", Samples.output(1));

      assertThat(cache.get("t")).contains(Samples.output(1));
    }
  }

  @Test
  @DisplayName("A wrong password is told without the password")
  void call_wrongPassword_isPermission() {
    try (TestRedis redis = TestRedis.start("requirepass right-secret")) {
      RedisURI wrong = RedisURI.create("redis://:wrong-secret@127.0.0.1:" + redis.uri().getPort());
      try (LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), wrong)) {
        assertThatThrownBy(() -> cache.get("t"))
            .isInstanceOfSatisfying(
                StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PERMISSION))
            .hasMessage("Could not read a triage: Redis answered WRONGPASS")
            .hasNoCause();
      }
      RedisURI right = RedisURI.create("redis://:right-secret@127.0.0.1:" + redis.uri().getPort());
      try (LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), right)) {
        assertThat(cache.get("t")).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("A full Redis refuses writes and still answers reads")
  void put_full_isRejected() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), redis.uri())) {
      cache.put("t", Samples.output(1));
      redis.commands().configSet("maxmemory", "1");

      assertFails(() -> cache.put("t", Samples.output(2)), Reason.REJECTED, "Redis answered OOM");
      assertThat(cache.get("t")).contains(Samples.output(1));
    }
  }

  @Test
  @DisplayName("An interrupted thread gives up and stays interrupted")
  void get_interrupted_givesUp() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), redis.uri())) {
      Thread.currentThread().interrupt();

      assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  @DisplayName("Closing ends our connection and leaves the caller's client alone")
  void close_always_closesOnlyOurs() {
    try (TestRedis redis = TestRedis.start()) {
      var commands = redis.commands();
      LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), redis.uri());
      cache.put("t", Samples.output(1));
      assertThat(commands.clientList().lines()).hasSize(2);

      cache.close();
      cache.close();

      // Redis takes note of the end of a connection a moment later.
      await().untilAsserted(() -> assertThat(commands.clientList().lines()).hasSize(1));
      assertThat(commands.ping()).isEqualTo("PONG");
      assertFails(() -> cache.getAll(List.of("t")), Reason.UNAVAILABLE, "it was closed");
    }
  }

  private static void assertFails(ThrowingCallable call, Reason reason, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(words)
        .hasNoCause();
  }
}
