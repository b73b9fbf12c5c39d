package io.ticketsense.lettuce;

import io.ticketsense.contract.TriageCacheContract;
import io.ticketsense.port.TriageCache;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class LettuceTriageCacheContractIT extends TriageCacheContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestRedis redis;

  private LettuceTriageCache cache;

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  protected TriageCache emptyCache() {
    redis.commands().flushall();
    cache = LettuceTriageCache.builder(redis.client(), redis.uri()).timeout(PATIENCE).build();
    return cache;
  }

  @AfterEach
  void close() {
    cache.close();
  }
}
