package io.ticketsense.lettuce;

import io.ticketsense.contract.OverviewStoreContract;
import io.ticketsense.port.OverviewStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class LettuceOverviewStoreContractIT extends OverviewStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestRedis redis;

  private LettuceOverviewStore store;

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  protected OverviewStore emptyStore() {
    redis.commands().flushall();
    store = LettuceOverviewStore.builder(redis.client(), redis.uri()).timeout(PATIENCE).build();
    return store;
  }

  @AfterEach
  void close() {
    store.close();
  }
}
