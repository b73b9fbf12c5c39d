package io.ticketsense.lettuce;

import io.ticketsense.contract.TriageCacheContract;
import io.ticketsense.port.TriageCache;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class LettuceTriageCacheClusterContractIT extends TriageCacheContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestCluster cluster;

  private LettuceTriageCache cache;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected TriageCache emptyCache() {
    cluster.flushAll();
    cache = LettuceTriageCache.builder(cluster.client()).timeout(PATIENCE).build();
    return cache;
  }

  @AfterEach
  void close() {
    cache.close();
  }
}
