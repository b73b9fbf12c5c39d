package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketsense.BulkOptions;
import io.ticketsense.BulkTriage;
import io.ticketsense.OverviewService;
import io.ticketsense.TriageService;
import io.ticketsense.domain.Triage;
import io.ticketsense.memory.InMemoryOverviewStore;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TriageCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BulkRunsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Reads at once and answers late, as a slow server may. */
  private record SlowCache(TriageCache cache, CountDownLatch asked, CountDownLatch doors)
      implements TriageCache {

    @Override
    public Optional<Triage> get(String ticketId) {
      return cache.get(ticketId);
    }

    @Override
    public Map<String, Triage> getAll(Collection<String> ticketIds) {
      Map<String, Triage> found = cache.getAll(ticketIds);
      asked.countDown();
      boolean interrupted = false;
      while (doors.getCount() > 0) {
        try {
          doors.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return found;
    }

    @Override
    public void put(String ticketId, Triage triage) {
      cache.put(ticketId, triage);
    }
  }

  @Test
  @DisplayName("When a run has ended all that it did is counted, even if a count was under way")
  void run_endsDuringLiveCount_isCountedWhole() throws Exception {
    StubModel model = new StubModel();
    InMemoryTicketStore tickets = new InMemoryTicketStore();
    tickets.insertAll(Tickets.numbered(1, 1));
    InMemoryTriageCache cache = new InMemoryTriageCache();
    SlowCache slow = new SlowCache(cache, new CountDownLatch(1), new CountDownLatch(1));
    OverviewService overviews = new OverviewService(tickets, slow, new InMemoryOverviewStore());
    TriageService service = TriageService.builder(model).store(tickets).cache(cache).build();
    BulkTriage bulk = new BulkTriage(service);
    try (BulkRuns runs = new BulkRuns(bulk, overviews)) {
      model.hold();
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () -> assertThat(runs.run(BulkOptions.defaults(), p -> {}).isSuccess()).isTrue());
      slow.asked().await();
      model.open();
      await().atMost(SOON).until(BulkRunsTest::theRunWaitsForTheCount);
      slow.doors().countDown();
      run.join();
    }

    assertThat(overviews.read().orElseThrow().triagedTickets()).isEqualTo(1);
  }

  private static boolean theRunWaitsForTheCount() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals("bulk-run"))
        .flatMap(entry -> Arrays.stream(entry.getValue()))
        .anyMatch(frame -> frame.getClassName().endsWith("LiveOverview"));
  }
}
