package io.ticketsense.lettuce;

import io.lettuce.core.RedisURI;
import io.ticketsense.contract.OverviewStoreContract;
import io.ticketsense.port.OverviewStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class LettuceOverviewStoreTlsContractIT extends OverviewStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  @TempDir private static Path folder;
  private static TestRedis redis;
  private static RedisURI uri;

  private LettuceOverviewStore store;

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
  protected OverviewStore emptyStore() {
    redis.commands().flushall();
    store = LettuceOverviewStore.builder(redis.client(), uri).timeout(PATIENCE).build();
    return store;
  }

  @AfterEach
  void close() {
    store.close();
  }
}
