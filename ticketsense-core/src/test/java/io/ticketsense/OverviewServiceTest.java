package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.StorageException;
import io.ticketsense.memory.InMemoryOverviewStore;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.port.OverviewStore;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OverviewServiceTest {

  private final TicketStore tickets = new InMemoryTicketStore();
  private final ScriptedCache triages = new ScriptedCache();
  private final OverviewStore overviews = new InMemoryOverviewStore();
  private final OverviewService service = new OverviewService(tickets, triages, overviews);

  private static TriageOutput output(Priority priority, String category, Sentiment sentiment) {
    return new TriageOutput(
        priority, Category.of(category), sentiment, "A summary", List.of("one", "two"));
  }

  private void triaged(int ticket, TriageOutput output) {
    triages.put(Samples.ticket(ticket).id(), Triage.of(output));
  }

  @Test
  @DisplayName("Before the first refresh there is no overview, and reading counts nothing")
  void read_neverRefreshed_isEmpty() {
    tickets.insertAll(Samples.tickets(3));

    assertThat(service.read()).isEmpty();
    assertThat(triages.calls()).isEmpty();
  }

  @Test
  @DisplayName("Every ticket counts in the total, every triaged one once in each breakdown")
  void refresh_someTriaged_countsLabels() {
    tickets.insertAll(Samples.tickets(6));
    triaged(0, output(Priority.HIGH, "billing", Sentiment.ANGRY));
    triaged(2, output(Priority.HIGH, "technical", Sentiment.NEUTRAL));
    triaged(5, output(Priority.LOW, "billing", Sentiment.ANGRY));
    triaged(99, output(Priority.CRITICAL, "complaint", Sentiment.ANGRY)); // Is not stored.

    Overview overview = service.refresh();

    assertThat(overview.totalTickets()).isEqualTo(6);
    assertThat(overview.triagedTickets()).isEqualTo(3);
    assertThat(overview.byPriority())
        .containsExactly(
            Map.entry(Priority.LOW, 1L),
            Map.entry(Priority.MEDIUM, 0L),
            Map.entry(Priority.HIGH, 2L),
            Map.entry(Priority.CRITICAL, 0L));
    assertThat(overview.byCategory())
        .containsExactly(
            Map.entry(Category.BILLING, 2L),
            Map.entry(Category.TECHNICAL, 1L),
            Map.entry(Category.FEATURE_REQUEST, 0L),
            Map.entry(Category.COMPLAINT, 0L),
            Map.entry(Category.GENERAL, 0L));
    assertThat(overview.bySentiment())
        .containsExactly(
            Map.entry(Sentiment.POSITIVE, 0L),
            Map.entry(Sentiment.NEUTRAL, 1L),
            Map.entry(Sentiment.NEGATIVE, 0L),
            Map.entry(Sentiment.ANGRY, 2L));
    assertThat(service.read()).contains(overview);
  }

  @Test
  @DisplayName("An overview says when its counts were complete, to the millisecond")
  void refresh_onAClock_saysWhen() {
    AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-11-23T12:59:00.000000001Z"));
    tickets.insertAll(Samples.tickets(3));
    triages.before(
        ScriptedCache.Operation.GET_ALL,
        () -> now.set(Instant.parse("2026-11-23T13:00:00.123456789Z")));
    InstantSource source = now::get;
    OverviewService onAClock =
        new OverviewService(
            tickets, triages, overviews, Taxonomy.standard(), source.withZone(ZoneOffset.UTC));

    Overview overview = onAClock.refresh();

    assertThat(overview.refreshedAt()).contains(Instant.parse("2026-11-23T13:00:00.123Z"));
    assertThat(onAClock.read()).contains(overview);
    assertThat(service.refresh().refreshedAt()).as("on the clock of the machine").isPresent();
  }

  @Test
  @DisplayName("Nothing stored is an overview of zeros")
  void refresh_empty_isZeros() {
    Overview overview = service.refresh();

    assertThat(overview.totalTickets()).isZero();
    assertThat(overview.byPriority()).hasSize(4).allSatisfy((l, n) -> assertThat(n).isZero());
    assertThat(overview.byCategory()).hasSize(5).allSatisfy((l, n) -> assertThat(n).isZero());
    assertThat(overview.bySentiment()).hasSize(4).allSatisfy((l, n) -> assertThat(n).isZero());
  }

  @Test
  @DisplayName("With another taxonomy its categories are listed, and triages with others missing")
  void refresh_otherTaxonomy_listsItsCategories() {
    Taxonomy taxonomy =
        Taxonomy.builder().category("zubehör", "cables").category("billing", "money").build();
    tickets.insertAll(Samples.tickets(3));
    triaged(0, output(Priority.HIGH, "zubehör", Sentiment.ANGRY));
    triaged(1, output(Priority.HIGH, "technical", Sentiment.ANGRY));

    Overview overview = new OverviewService(tickets, triages, overviews, taxonomy).refresh();

    assertThat(overview.totalTickets()).isEqualTo(3);
    assertThat(overview.byCategory())
        .containsExactly(Map.entry(Category.of("zubehör"), 1L), Map.entry(Category.BILLING, 0L));
    assertThat(overview.triagedTickets()).isEqualTo(1);
  }

  @Test
  @DisplayName("Any number of tickets is counted, ten thousand at a time")
  void refresh_manyTickets_readsInChunks() {
    List<Ticket> all = Samples.tickets(2 * OverviewService.CHUNK + 345);
    tickets.insertAll(all);
    Random random = new Random(7);
    long triagedTickets = 0;
    for (int i = 0; i < all.size(); i++) {
      if (random.nextBoolean()) {
        triaged(i, Samples.output(i));
        triagedTickets++;
      }
    }
    int callsBefore = triages.calls().size();

    Overview overview = service.refresh();

    assertThat(overview.totalTickets()).isEqualTo(all.size());
    assertThat(overview.triagedTickets()).isEqualTo(triagedTickets);
    assertThat(triages.calls().subList(callsBefore, triages.calls().size()))
        .hasSize(3)
        .containsOnly(ScriptedCache.Operation.GET_ALL);
  }

  @Test
  @DisplayName("When triages cannot be read the earlier overview stays")
  void refresh_cacheDown_keepsEarlier() {
    tickets.insertAll(Samples.tickets(2));
    triaged(0, Samples.output(0));
    Overview earlier = service.refresh();
    StorageException down =
        new StorageException("read", StorageException.Reason.UNAVAILABLE, "it is down");
    triages.failingOn(ScriptedCache.Operation.GET_ALL, down);

    assertThatThrownBy(service::refresh).isSameAs(down);

    assertThat(service.read()).contains(earlier);
  }

  @Test
  @DisplayName("A store of overviews that fails is not hidden")
  void overviews_down_throws() {
    StorageException down =
        new StorageException("read", StorageException.Reason.TIMEOUT, "it is slow");
    OverviewService unlucky =
        new OverviewService(
            tickets,
            triages,
            new OverviewStore() {
              @Override
              public Optional<Overview> get() {
                throw down;
              }

              @Override
              public void put(Overview overview) {
                throw down;
              }
            });

    assertThatThrownBy(unlucky::read).isSameAs(down);
    assertThatThrownBy(unlucky::refresh).isSameAs(down);
  }

  /** A cache whose reads wait until they are let through, and which counts them. */
  private static final class HeldBackCache implements TriageCache {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    @Override
    public Optional<Triage> get(String ticketId) {
      throw new AssertionError("Triages are read many at a time");
    }

    @Override
    public Map<String, Triage> getAll(Collection<String> ticketIds) {
      reads.incrementAndGet();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StorageException(
            "read", StorageException.Reason.UNAVAILABLE, "the thread was interrupted");
      }
      RuntimeException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      return Map.of();
    }

    @Override
    public void put(String ticketId, Triage triage) {
      throw new AssertionError("An overview keeps no triage");
    }
  }

  private final HeldBackCache heldBack = new HeldBackCache();
  private final OverviewService slow = new OverviewService(tickets, heldBack, overviews);

  /** Starts one refresh, and once it reads triages the others, and waits until all wait. */
  private List<Caller<Overview>> refreshes(int count) {
    List<Caller<Overview>> refreshes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refreshes.add(new Caller<>(slow::refresh));
      Patience.until(() -> heldBack.reads.get() == 1);
    }
    refreshes.forEach(refresh -> Patience.until(refresh::isWaiting));
    return refreshes;
  }

  @Test
  @DisplayName("Refreshes at the same time share one, and the earlier overview is served meanwhile")
  void refresh_atTheSameTime_countsOnce() throws Exception {
    tickets.insertAll(Samples.tickets(3));
    overviews.put(Samples.overview(300));
    List<Caller<Overview>> refreshes = refreshes(20);

    assertThat(slow.read()).contains(Samples.overview(300));
    heldBack.release.countDown();

    for (Caller<Overview> refresh : refreshes) {
      assertThat(refresh.result().totalTickets()).isEqualTo(3);
    }
    assertThat(heldBack.reads).hasValue(1);
    assertThat(slow.read()).contains(refreshes.get(0).result());
    slow.refresh();
    assertThat(heldBack.reads).as("a later refresh counts anew").hasValue(2);
  }

  @Test
  @DisplayName("A refresh that fails fails for all who wait, and the next one counts anew")
  void refresh_failsWhileShared_isNotRemembered() throws Exception {
    StorageException down =
        new StorageException("read", StorageException.Reason.UNAVAILABLE, "it is down");
    heldBack.failures.add(down);
    List<Caller<Overview>> refreshes = refreshes(5);

    heldBack.release.countDown();

    for (Caller<Overview> refresh : refreshes) {
      assertThatThrownBy(refresh::result).cause().isSameAs(down);
    }
    assertThat(slow.refresh().totalTickets()).isZero();
  }

  @Test
  @DisplayName("An interrupt ends the refresh of one thread; the others get their overview")
  void refresh_interrupted_othersGoOn() throws Exception {
    tickets.insertAll(Samples.tickets(3));
    List<Caller<Overview>> refreshes = refreshes(5);

    refreshes.get(4).interrupt(); // One who waits.
    assertInterrupted(refreshes.get(4));
    refreshes.get(0).interrupt(); // The one who counts.
    assertInterrupted(refreshes.get(0));
    Patience.until(() -> heldBack.reads.get() == 2);
    heldBack.release.countDown();

    for (Caller<Overview> refresh : refreshes.subList(1, 4)) {
      assertThat(refresh.result().totalTickets()).isEqualTo(3);
    }
  }

  private static void assertInterrupted(Caller<Overview> refresh) throws InterruptedException {
    assertThatThrownBy(refresh::result)
        .cause()
        .isInstanceOf(StorageException.class)
        .hasMessageEndingWith("the thread was interrupted");
    assertThat(refresh.leftInterrupted()).isTrue();
  }
}
