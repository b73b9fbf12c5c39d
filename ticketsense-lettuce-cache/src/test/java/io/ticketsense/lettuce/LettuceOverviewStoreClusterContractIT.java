package io.ticketsense.lettuce;

import io.ticketsense.contract.OverviewStoreContract;
import io.ticketsense.port.OverviewStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class LettuceOverviewStoreClusterContractIT extends OverviewStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestCluster cluster;

  private LettuceOverviewStore store;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected OverviewStore emptyStore() {
    cluster.flushAll();
    store = LettuceOverviewStore.builder(cluster.client()).timeout(PATIENCE).build();
    return store;
  }

  @AfterEach
  void close() {
    store.close();
  }
}
