package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.CommandType;
import io.ticketsense.contract.Samples;
import io.ticketsense.error.StorageException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LettuceConnectionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  @DisplayName("TLS, user, password and database come with the URI")
  void put_tlsUserAndDatabase_areUsed() throws Exception {
    TestTls tls = TestTls.certificate(folder, "ip:127.0.0.1");
    try (TestRedis redis = tls.startRedis()) {
      redis.client().setOptions(tls.trusting());
      try (LettuceTriageCache cache = cache(redis, "triage", "triage-secret")) {
        cache.put("t", Samples.triage(1));

        assertThat(cache.get("t")).contains(Samples.triage(1));
      }
      redis.commands().select(5);
      assertThat(redis.commands().keys("*")).containsExactly("triage:ticket:t");
      redis.commands().select(0);
      assertThat(redis.commands().dbsize()).isZero();
    }
  }

  @Test
  @DisplayName("A wrong password and a missing right are told without either")
  void call_notAllowed_isPermission() throws Exception {
    TestTls tls = TestTls.certificate(folder, "ip:127.0.0.1");
    try (TestRedis redis = tls.startRedis()) {
      redis.client().setOptions(tls.trusting());
      try (LettuceTriageCache cache = cache(redis, "triage", "wrong-secret")) {
        Failures.assertFails(
            () -> cache.get("t"),
            Reason.PERMISSION,
            "Could not read a triage: Redis answered WRONGPASS");
      }
      redis.commands().aclSetuser("triage", AclSetuserArgs.Builder.removeCommand(CommandType.SET));
      try (LettuceTriageCache cache = cache(redis, "triage", "triage-secret")) {
        Failures.assertFails(
            () -> cache.put("t", Samples.triage(1)),
            Reason.PERMISSION,
            "Could not write a triage: Redis answered NOPERM");
        assertThat(cache.get("t")).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("A certificate that nobody vouches for is refused")
  void call_unknownCertificate_isPermission() throws Exception {
    TestTls tls = TestTls.certificate(folder, "ip:127.0.0.1");
    try (TestRedis redis = tls.startRedis()) {
      assertCertificateRefused(redis, RedisClient.create());
    }
  }

  @Test
  @DisplayName("A certificate of another host is refused")
  void call_certificateOfAnother_isPermission() throws Exception {
    TestTls tls = TestTls.certificate(folder, "dns:redis.example");
    try (TestRedis redis = tls.startRedis()) {
      RedisClient client = RedisClient.create();
      client.setOptions(tls.trusting());
      assertCertificateRefused(redis, client);
    }
  }

  @Test
  @DisplayName("A Redis without TLS does not answer TLS")
  void call_noTls_isTimeout() {
    RedisClient client = RedisClient.create();
    try (TestRedis redis = TestRedis.start();
        LettuceTriageCache cache =
            LettuceTriageCache.create(
                client, RedisURI.create("rediss://127.0.0.1:" + redis.port()))) {
      Failures.assertFails(
          () -> cache.get("t"),
          Reason.TIMEOUT,
          "Could not read a triage: no answer from Redis at 127.0.0.1:" + redis.port());
    } finally {
      client.shutdown();
    }
  }

  private static void assertCertificateRefused(TestRedis redis, RedisClient client) {
    RedisURI uri = TestTls.uri(redis.port(), "triage", "triage-secret");
    try (LettuceTriageCache cache =
        LettuceTriageCache.builder(client, uri).timeout(PATIENCE).build()) {
      Failures.assertFails(
          () -> cache.get("t"),
          Reason.PERMISSION,
          "Could not read a triage: the certificate of Redis at 127.0.0.1:"
              + redis.port()
              + " is not trusted");
    } finally {
      client.shutdown();
    }
  }

  private static LettuceTriageCache cache(TestRedis redis, String user, String password) {
    return LettuceTriageCache.builder(redis.client(), TestTls.uri(redis.port(), user, password))
        .timeout(PATIENCE)
        .build();
  }
}
