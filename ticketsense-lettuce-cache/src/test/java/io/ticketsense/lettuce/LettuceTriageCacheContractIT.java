package io.ticketsense.lettuce;

import io.ticketsense.contract.TriageCacheContract;
import io.ticketsense.port.TriageCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class LettuceTriageCacheContractIT extends TriageCacheContract {

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
    cache = LettuceTriageCache.create(redis.client(), redis.uri());
    return cache;
  }

  @AfterEach
  void close() {
    cache.close();
  }
}
