package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.TriageListener;
import io.ticketsense.TriageService;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A triage succeeds whatever becomes of Redis, and does not wait for it long. */
@Timeout(120)
final class LettuceFailOpenIT {

  private static final int TRIAGES = 20;

  /** Two of these for each triage would take 40 seconds; one alone takes one. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final Duration BOUND = Duration.ofSeconds(20);

  private final RedisClient client = RedisClient.create();
  private final AtomicInteger cacheFailures = new AtomicInteger();

  @AfterEach
  void shutDown() {
    client.shutdown();
  }

  @Test
  @DisplayName("Redis is stopped")
  void triage_stopped_succeeds() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = cache(redis.uri())) {
      assertThat(cache.get("t")).isEmpty();
      redis.stopServer();

      assertTriagesSoon(cache);
    }
  }

  @Test
  @DisplayName("Redis hangs")
  void triage_paused_succeeds() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = cache(redis.uri())) {
      assertThat(cache.get("t")).isEmpty();
      redis.pause();

      assertTriagesSoon(cache);
    }
  }

  @Test
  @DisplayName("Redis cannot be connected to, and does not say so")
  void triage_silent_succeeds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LettuceTriageCache cache =
            cache(RedisURI.create("redis://127.0.0.1:" + silent.getLocalPort()))) {
      assertTriagesSoon(cache);
    }
  }

  @Test
  @DisplayName("Redis is full")
  void triage_full_succeeds() {
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache = cache(redis.uri())) {
      redis.commands().configSet("maxmemory", "1");

      assertTriagesSoon(cache);
    }
  }

  @Test
  @DisplayName("Redis wants another password")
  void triage_wrongPassword_succeeds() {
    try (TestRedis redis = TestRedis.start("requirepass right-secret");
        LettuceTriageCache cache = cache(redis.uri())) {
      assertTriagesSoon(cache);
    }
  }

  private LettuceTriageCache cache(RedisURI uri) {
    return LettuceTriageCache.builder(client, uri).timeout(TIMEOUT).build();
  }

  private void assertTriagesSoon(LettuceTriageCache cache) {
    TriageService service =
        TriageService.builder(new Answering())
            .cache(cache)
            .listener(
                new TriageListener() {
                  @Override
                  public void cacheFailed(RuntimeException failure) {
                    cacheFailures.incrementAndGet();
                  }
                })
            .build();
    long start = Ticker.system().nanos();

    for (int i = 0; i < TRIAGES; i++) {
      assertThat(service.triage(Samples.ticket(i)).output()).isEqualTo(Samples.output(1));
    }

    assertThat(Duration.ofNanos(Ticker.system().nanos() - start)).isLessThan(BOUND);
    assertThat(cacheFailures).hasValueGreaterThanOrEqualTo(TRIAGES);
  }

  private static final class Answering implements TriageModel {

    @Override
    public String name() {
      return "answering";
    }

    @Override
    public TriageResult triage(TriageRequest request) {
      return TriageResult.of(Samples.output(1), name());
    }
  }
}
