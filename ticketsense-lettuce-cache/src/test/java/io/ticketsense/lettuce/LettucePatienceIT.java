package io.ticketsense.lettuce;

import static io.ticketsense.lettuce.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.contract.Samples;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers that stay silent. Where the clock is ours, no time passes but what the test lets pass.
 */
@Timeout(120)
final class LettucePatienceIT {

  private static final int CALLS = 1_000; // Ten minutes, if each of them waited.
  private static final Duration TIMEOUT = Duration.ofMillis(600);

  private final RedisClient client = RedisClient.create(); // With nothing but defaults.
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void shutDown() {
    client.shutdown();
  }

  @Test
  @DisplayName("A Redis that hangs is waited for once; its late answer ends that")
  void get_paused_waitsOnce() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = cache(redis.uri())) {
      awaitWorking(cache);
      redis.pause();

      assertFails(
          () -> cache.get("t"),
          Reason.TIMEOUT,
          "no answer from Redis at 127.0.0.1:" + redis.port() + " in 600 ms");
      for (int i = 0; i < CALLS; i++) {
        assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "stopped answering");
        assertFails(
            () -> cache.put("t", Samples.triage(2)), Reason.UNAVAILABLE, "stopped answering");
        nanos.addAndGet(Duration.ofMillis(9).toNanos()); // Probes do not wait either.
      }

      redis.resume();

      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(cache.get("t")).contains(Samples.triage(1)));
    }
  }

  @Test
  @DisplayName("Many look-ups and overviews wait once too")
  void getAll_paused_waitsOnce() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = cache(redis.uri());
        LettuceOverviewStore overviews =
            LettuceOverviewStore.builder(client, redis.uri()).timeout(TIMEOUT).build()) {
      awaitWorking(cache);
      assertThat(cache.getAll(List.of("t"))).hasSize(1);
      assertThat(overviews.get()).isEmpty();
      redis.pause();

      assertFails(() -> cache.getAll(List.of("t")), Reason.TIMEOUT, "no answer");
      assertFails(overviews::get, Reason.TIMEOUT, "no answer");
      for (int i = 0; i < CALLS; i++) {
        assertFails(() -> cache.getAll(List.of("t")), Reason.UNAVAILABLE, "stopped answering");
        assertFails(overviews::get, Reason.UNAVAILABLE, "stopped answering");
      }

      redis.resume();

      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(cache.getAll(List.of("t"))).hasSize(1));
      await().ignoreExceptions().untilAsserted(() -> assertThat(overviews.get()).isEmpty());
    }
  }

  @Test
  @DisplayName("A Redis that dies while it hangs is found again by a probe")
  void get_pausedThenRestarted_recovers() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = cache(redis.uri())) {
      awaitWorking(cache);
      redis.pause();
      assertFails(() -> cache.get("t"), Reason.TIMEOUT, "no answer");
      redis.stopServer();
      redis.startServer();

      await().until(() -> works(cache));
    }
  }

  @Test
  @DisplayName("A server that takes connections and says nothing is waited for once")
  void get_silentServer_waitsOnce() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LettuceTriageCache cache =
            cache(RedisURI.create("redis://127.0.0.1:" + silent.getLocalPort()))) {
      assertFails(() -> cache.get("t"), Reason.TIMEOUT, "no answer from Redis at 127.0.0.1");
      for (int i = 0; i < CALLS; i++) {
        assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "no connection to Redis");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      }
    }
  }

  @Test
  @DisplayName("A server that speaks another protocol is no connection")
  void get_noRedis_isUnavailable() throws IOException {
    try (ServerSocket http = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LettuceTriageCache cache =
            LettuceTriageCache.builder(
                    client, RedisURI.create("redis://127.0.0.1:" + http.getLocalPort()))
                .timeout(Duration.ofSeconds(20))
                .build()) {
      try (Socket socket = http.accept()) {
        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));

        assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "no connection to Redis at");
      }
    }
  }

  @Test
  @DisplayName("A connection cut during a command ends the wait, and another one is made")
  void get_cutDuringCommand_recovers() throws Exception {
    try (TestRedis redis = TestRedis.start();
        TestProxy proxy = TestProxy.before(redis.port());
        LettuceTriageCache cache =
            LettuceTriageCache.builder(client, RedisURI.create("redis://127.0.0.1:" + proxy.port()))
                .timeout(Duration.ofSeconds(20))
                .ticker(nanos::get)
                .build()) {
      awaitWorking(cache);
      proxy.loseAll();
      CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> answersOrFails(cache));
      await().until(() -> proxy.lost() > 0);

      proxy.cut();

      assertThat(call.get()).isTrue();
      await().until(() -> works(cache));
    }
  }

  @Test
  @DisplayName("A connection that died without a word is replaced after ten seconds of silence")
  void get_deadConnection_isReplaced() throws Exception {
    try (TestRedis redis = TestRedis.start();
        TestProxy proxy = TestProxy.before(redis.port());
        LettuceTriageCache cache = cache(RedisURI.create("redis://127.0.0.1:" + proxy.port()))) {
      awaitWorking(cache);
      proxy.loseAll();
      assertFails(() -> cache.get("t"), Reason.TIMEOUT, "no answer");
      nanos.addAndGet(Duration.ofSeconds(9).toNanos());
      assertFails(() -> cache.get("t"), Reason.UNAVAILABLE, "stopped answering");

      nanos.addAndGet(Duration.ofSeconds(2).toNanos());

      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(cache.get("t")).contains(Samples.triage(1)));
    }
  }

  @Test
  @DisplayName("Commands without an answer are bounded, whatever the client's options")
  void send_unanswered_isBounded() {
    try (TestRedis redis = TestRedis.start();
        RedisLink link =
            new RedisLink(
                RedisServer.standalone(client, redis.uri()),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                nanos::get)) {
      String pong = link.call("ping", commands -> commands.ping());
      assertThat(pong).isEqualTo("PONG");
      redis.pause();
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        answers.add(link.send("ping", commands -> commands.ping()));
      }

      assertFails(
          () -> link.send("ping", commands -> commands.ping()),
          Reason.UNAVAILABLE,
          "10000 commands wait");

      redis.resume();

      for (Future<String> answer : answers) {
        pong = link.await("ping", answer);
        assertThat(pong).isEqualTo("PONG");
      }
      pong = link.call("ping", commands -> commands.ping());
      assertThat(pong).isEqualTo("PONG");
    }
  }

  private LettuceTriageCache cache(RedisURI uri) {
    return LettuceTriageCache.builder(client, uri)
        .timeout(TIMEOUT)
        .batchTimeout(TIMEOUT)
        .ticker(nanos::get)
        .build();
  }

  /** Lets a second pass, so that a probe is due. */
  private boolean works(LettuceTriageCache cache) {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    try {
      return cache.get("t").isPresent() || cache.get("t").isEmpty();
    } catch (StorageException e) {
      return false;
    }
  }

  private static boolean answersOrFails(LettuceTriageCache cache) {
    try {
      return cache.get("t").isPresent();
    } catch (StorageException e) {
      return e.reason() == Reason.UNAVAILABLE;
    }
  }

  private void awaitWorking(LettuceTriageCache cache) {
    await().until(() -> works(cache));
    cache.put("t", Samples.triage(1));
  }
}
