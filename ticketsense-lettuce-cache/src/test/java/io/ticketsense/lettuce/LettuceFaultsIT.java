package io.ticketsense.lettuce;

import static io.ticketsense.lettuce.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.ticketsense.contract.Samples;
import io.ticketsense.contract.Threads;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class LettuceFaultsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  @DisplayName("A host starts while Redis is down, is told so, and recovers by itself")
  void call_downThenUp_recovers() {
    try (TestRedis redis = TestRedis.start()) {
      redis.stopServer();
      try (LettuceTriageCache cache = patient(redis);
          LettuceOverviewStore overviews =
              LettuceOverviewStore.create(redis.client(), redis.uri())) {
        String address = "no connection to Redis at 127.0.0.1:" + redis.port();
        assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "Could not read a triage", address);
        assertFails(
            () -> cache.getAll(List.of("t")),
            Reason.UNAVAILABLE,
            "Could not read a triage",
            address);
        assertFails(
            () -> cache.put("t", Samples.triage(1)),
            Reason.UNAVAILABLE,
            "Could not write a triage",
            address);
        assertFails(overviews::get, Reason.UNAVAILABLE, "Could not read an overview", address);
        assertFails(
            () -> overviews.put(Samples.overview(300)),
            Reason.UNAVAILABLE,
            "Could not write an overview",
            address);

        redis.startServer();

        awaitWorking(cache);
        await()
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(cache.getAll(List.of("t"))).hasSize(1));
        await().ignoreExceptions().untilAsserted(() -> overviews.put(Samples.overview(300)));
        assertThat(overviews.get()).contains(Samples.overview(300));
      }
    }
  }

  @Test
  @DisplayName("A Redis that was restarted empty is a miss, not a failure")
  void get_restartedEmpty_isMissing() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = patient(redis)) {
      awaitWorking(cache);
      redis.stopServer();
      redis.startServer();

      await().ignoreExceptions().untilAsserted(() -> assertThat(cache.get("t")).isEmpty());
      awaitWorking(cache);
    }
  }

  @Test
  @DisplayName("Fifty threads get through a restart, and leave nothing behind")
  void call_fiftyThreadsRestart_recovers() throws Exception {
    try (TestRedis redis = TestRedis.start()) {
      LettuceTriageCache cache = LettuceTriageCache.create(redis.client(), redis.uri());
      awaitWorking(cache);
      Set<String> wrong = new ConcurrentSkipListSet<>();
      AtomicBoolean restarted = new AtomicBoolean();
      var unused =
          Threads.together(
              51,
              i -> {
                if (i < 50) {
                  hammer(cache, i, restarted, wrong);
                } else {
                  redis.stopServer();
                  redis.startServer();
                  restarted.set(true);
                }
                return i;
              });

      assertThat(wrong).isEmpty();
      awaitWorking(cache);
      cache.close();
      assertNoConnectionLeft(redis);
    }
  }

  private static void hammer(
      LettuceTriageCache cache, int number, AtomicBoolean restarted, Set<String> wrong) {
    for (int roundsLeft = 50; roundsLeft > 0; roundsLeft -= restarted.get() ? 1 : 0) {
      try {
        cache.put("t" + number, Samples.triage(number));
        cache
            .get("t" + number)
            .filter(found -> !found.equals(Samples.triage(number)))
            .ifPresent(found -> wrong.add("t" + number));
      } catch (StorageException e) {
        assertThat(e.reason()).isIn(Reason.UNAVAILABLE, Reason.TIMEOUT);
      }
    }
  }

  @Test
  @DisplayName("A full Redis refuses writes and still answers reads")
  void put_full_isRejected() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = patient(redis)) {
      awaitWorking(cache);
      redis.commands().configSet("maxmemory", "1");

      assertFails(() -> cache.put("t", Samples.triage(2)), Reason.REJECTED, "Redis answered OOM");
      assertThat(cache.get("t")).contains(Samples.triage(1));

      redis.commands().configSet("maxmemory", "0");
      cache.put("t", Samples.triage(2));
      assertThat(cache.get("t")).contains(Samples.triage(2));
    }
  }

  @Test
  @DisplayName("A replica refuses writes, answers reads, and may become the master")
  void put_replica_isUnavailable() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = patient(redis)) {
      awaitWorking(cache);
      redis.commands().replicaof("127.0.0.1", 1);

      assertFails(
          () -> cache.put("t", Samples.triage(2)), Reason.UNAVAILABLE, "Redis answered READONLY");
      assertThat(cache.get("t")).contains(Samples.triage(1));

      redis.commands().replicaofNoOne();
      cache.put("t", Samples.triage(2));
      assertThat(cache.get("t")).contains(Samples.triage(2));
    }
  }

  @Test
  @DisplayName("A Redis that loads its data is unavailable until it has")
  void get_loading_isUnavailable() {
    try (TestRedis redis =
        TestRedis.start("key-load-delay 10000", "loading-process-events-interval-bytes 1024")) {
      try (LettuceTriageCache cache = patient(redis)) {
        for (int i = 0; i < 500; i++) {
          cache.put("t" + i, Samples.triage(i));
        }
      }
      redis.commands().save();
      redis.stopServer();
      redis.startServer();
      try (LettuceTriageCache cache = patient(redis)) {
        assertFails(() -> cache.get("t1"), Reason.UNAVAILABLE, "Redis answered LOADING");

        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(cache.get("t1")).contains(Samples.triage(1)));
      }
    }
  }

  @Test
  @DisplayName("A wrong password is told without the password, time and again")
  void call_wrongPassword_isPermission() {
    try (TestRedis redis = TestRedis.start("requirepass right-secret")) {
      try (LettuceTriageCache cache = withPassword(redis, "wrong-secret")) {
        for (int i = 0; i < 3; i++) {
          assertFails(
              () -> cache.get("t"),
              Reason.PERMISSION,
              "Could not read a triage: Redis answered WRONGPASS");
        }
      }
      try (LettuceTriageCache cache = withPassword(redis, "right-secret")) {
        assertThat(cache.get("t")).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("An interrupted thread gives up and stays interrupted")
  void get_interrupted_givesUp() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = patient(redis)) {
      redis.pause();
      Thread.currentThread().interrupt();

      assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "interrupted");
      assertThat(Thread.interrupted()).isTrue();
      redis.resume();
    }
  }

  @Test
  @DisplayName("Closing ends our connections and leaves the caller's client alone")
  void close_always_closesOnlyOurs() {
    try (TestRedis redis = TestRedis.start()) {
      LettuceTriageCache cache = patient(redis);
      LettuceOverviewStore overviews = LettuceOverviewStore.create(redis.client(), redis.uri());
      awaitWorking(cache);
      assertThat(cache.getAll(List.of("t"))).hasSize(1);
      assertThat(overviews.get()).isEmpty();
      assertThat(redis.commands().clientList().lines()).hasSize(4);

      cache.close();
      cache.close();
      overviews.close();

      assertNoConnectionLeft(redis);
      assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "it was closed");
      assertFails(() -> cache.getAll(List.of("t")), Reason.UNAVAILABLE, "it was closed");
      assertFails(overviews::get, Reason.UNAVAILABLE, "it was closed");
    }
  }

  /** All but ours; Redis takes note of the end of a connection a moment later. */
  private static void assertNoConnectionLeft(TestRedis redis) {
    await().untilAsserted(() -> assertThat(redis.commands().clientList().lines()).hasSize(1));
  }

  private static void awaitWorking(LettuceTriageCache cache) {
    await().ignoreExceptions().untilAsserted(() -> cache.put("t", Samples.triage(1)));
    assertThat(cache.get("t")).contains(Samples.triage(1));
  }

  private static LettuceTriageCache patient(TestRedis redis) {
    return LettuceTriageCache.builder(redis.client(), redis.uri()).timeout(PATIENCE).build();
  }

  private static LettuceTriageCache withPassword(TestRedis redis, String password) {
    RedisURI uri = RedisURI.create("redis://:" + password + "@127.0.0.1:" + redis.port());
    return LettuceTriageCache.builder(redis.client(), uri).timeout(PATIENCE).build();
  }
}
