package io.ticketsense.lettuce;

import io.lettuce.core.RedisURI;
import io.ticketsense.contract.TriageCacheContract;
import io.ticketsense.port.TriageCache;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class LettuceTriageCacheTlsContractIT extends TriageCacheContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  @TempDir private static Path folder;
  private static TestRedis redis;
  private static RedisURI uri;

  private LettuceTriageCache cache;

  @BeforeAll
  static void start() throws Exception {
    TestTls tls = TestTls.certificate(folder, "ip:127.0.0.1");
    redis = tls.startRedis();
    redis.client().setOptions(tls.trusting());
    uri = TestTls.uri(redis.port(), "triage", "triage-secret");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  protected TriageCache emptyCache() {
    redis.commands().flushall();
    cache = LettuceTriageCache.builder(redis.client(), uri).timeout(PATIENCE).build();
    return cache;
  }

  @AfterEach
  void close() {
    cache.close();
  }
}
