package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.StorageException;
import io.ticketsense.port.TriageCache;
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
    cache.put("known", Samples.output(1));
    cache.put(
        "odd",
        new TriageOutput(
            Priority.LOW, Category.of("odd"), Sentiment.NEUTRAL, "S", List.of("a", "b")));
    FailOpenCache failOpen = failOpen(cache);

    assertThat(failOpen.get("odd")).isEmpty();
    assertThat(failOpen.get("known")).contains(Samples.output(1));
    assertThat(failOpen.getAll(List.of("odd", "known", "unknown")))
        .isEqualTo(Map.of("known", Samples.output(1)));
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
        case PUT -> failOpen.put("x", Samples.output(1));
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
          public Optional<TriageOutput> get(String ticketId) {
            return null;
          }

          @Override
          public Map<String, TriageOutput> getAll(Collection<String> ticketIds) {
            return null;
          }

          @Override
          public void put(String ticketId, TriageOutput output) {}
        };

    assertThat(failOpen(broken).get("x")).isEmpty();
    assertThat(failOpen(broken).getAll(List.of("x"))).isEmpty();
    assertThat(told).hasSize(2);
  }
}
