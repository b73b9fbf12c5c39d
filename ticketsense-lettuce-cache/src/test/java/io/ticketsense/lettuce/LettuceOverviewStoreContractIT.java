package io.ticketsense.lettuce;

import io.ticketsense.contract.OverviewStoreContract;
import io.ticketsense.port.OverviewStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class LettuceOverviewStoreContractIT extends OverviewStoreContract {

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
    store = LettuceOverviewStore.create(redis.client(), redis.uri());
    return store;
  }

  @AfterEach
  void close() {
    store.close();
  }
}
