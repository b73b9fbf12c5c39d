package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.StorageException;
import io.ticketsense.port.TriageCache;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FailOpenCacheTest {

  private final ManualTicker ticker = new ManualTicker();
  private final ScriptedCache cache = new ScriptedCache();
  private final List<RuntimeException> told = new ArrayList<>();

  private FailOpenCache failOpen(TriageCache cache) {
    return new FailOpenCache(cache, Taxonomy.standard(), ticker, told::add);
  }

  @Test
  @DisplayName("Triages outside the taxonomy are absent, the others are not, and nothing failed")
  void reads_outsideTaxonomy_areAbsent() {
    cache.put("known", Samples.triage(1));
    cache.put(
        "odd",
        Triage.of(
            new TriageOutput(
                Priority.LOW, Category.of("odd"), Sentiment.NEUTRAL, "S", List.of("a", "b"))));
    FailOpenCache failOpen = failOpen(cache);

    assertThat(failOpen.get("odd")).isEmpty();
    assertThat(failOpen.get("known")).contains(Samples.triage(1));
    assertThat(failOpen.getAll(List.of("odd", "known", "unknown")))
        .isEqualTo(Map.of("known", Samples.triage(1)));
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ScriptedCache.Operation.class)
  @DisplayName("Every failure is told, also those that the log leaves out, and none gets through")
  void anything_fails_isToldEachTime(ScriptedCache.Operation operation) {
    StorageException failure =
        new StorageException("do it", StorageException.Reason.TIMEOUT, "too slow");
    FailOpenCache failOpen = failOpen(cache.failingOn(operation, failure));

    for (int i = 0; i < 10; i++) {
      switch (operation) {
        case GET -> assertThat(failOpen.get("x")).isEmpty();
        case GET_ALL -> assertThat(failOpen.getAll(List.of("x"))).isEmpty();
        case PUT -> failOpen.put("x", Samples.triage(1));
      }
      ticker.advance(Duration.ofSeconds(13));
    }

    assertThat(told).hasSize(10).allSatisfy(e -> assertThat(e).isSameAs(failure));
    assertThat(cache.calls()).hasSize(10).containsOnly(operation);
  }

  @Test
  @DisplayName("A cache that returns null in place of nothing has failed")
  void reads_null_areFailures() {
    TriageCache broken =
        new TriageCache() {
          @Override
          public Optional<Triage> get(String ticketId) {
            return null;
          }

          @Override
          public Map<String, Triage> getAll(Collection<String> ticketIds) {
            return null;
          }

          @Override
          public void put(String ticketId, Triage triage) {}
        };

    assertThat(failOpen(broken).get("x")).isEmpty();
    assertThat(failOpen(broken).getAll(List.of("x"))).isEmpty();
    assertThat(told).hasSize(2);
  }

  /** A cache that throws anything, checked exceptions too, as Kotlin lets caches do. */
  private static TriageCache throwing(Throwable throwable) {
    return new TriageCache() {
      @Override
      public Optional<Triage> get(String ticketId) {
        throw FailOpenCacheTest.<RuntimeException>sneaky(throwable);
      }

      @Override
      public Map<String, Triage> getAll(Collection<String> ticketIds) {
        throw FailOpenCacheTest.<RuntimeException>sneaky(throwable);
      }

      @Override
      public void put(String ticketId, Triage triage) {
        throw FailOpenCacheTest.<RuntimeException>sneaky(throwable);
      }
    };
  }

  @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
  private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
    throw (T) throwable;
  }

  @Test
  @DisplayName("Undeclared checked exceptions are failures too, told without what they quote")
  void anything_throwsChecked_isTold() {
    FailOpenCache failOpen = failOpen(throwing(new IOException("zq-secret-zq")));

    assertThat(failOpen.get("x")).isEmpty();
    assertThat(failOpen.getAll(List.of("x"))).isEmpty();
    failOpen.put("x", Samples.triage(1));

    assertThat(told)
        .hasSize(3)
        .allSatisfy(
            e ->
                assertThat(e)
                    .hasMessage("Could not use the cache: java.io.IOException was thrown")
                    .hasNoCause());
  }

  @Test
  @DisplayName("A thread that is interrupted in the cache stays interrupted")
  void get_interrupted_staysInterrupted() {
    assertThat(failOpen(throwing(new InterruptedException())).get("x")).isEmpty();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).hasSize(1);
  }

  @Test
  @DisplayName("An Error is not taken for a failure of the cache")
  void anything_throwsError_passesIt() {
    AssertionError error = new AssertionError("boom");
    FailOpenCache failOpen = failOpen(throwing(error));

    assertThatThrownBy(() -> failOpen.get("x")).isSameAs(error);
    assertThatThrownBy(() -> failOpen.getAll(List.of("x"))).isSameAs(error);
    assertThatThrownBy(() -> failOpen.put("x", Samples.triage(1))).isSameAs(error);
    assertThat(told).isEmpty();
  }
}
