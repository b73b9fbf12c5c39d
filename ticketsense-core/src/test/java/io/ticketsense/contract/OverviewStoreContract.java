package io.ticketsense.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.port.OverviewStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link OverviewStore} promises. */
public abstract class OverviewStoreContract {

  private OverviewStore store;

  /** For subclasses. */
  protected OverviewStoreContract() {}

  /**
   * Makes the store under test, for the standard taxonomy.
   *
   * @return one without an overview
   */
  protected abstract OverviewStore emptyStore();

  @BeforeEach
  final void makeStore() {
    store = emptyStore();
  }

  @Test
  @DisplayName("There is no overview before the first is kept")
  final void get_nothingKept_isEmpty() {
    assertThat(store.get()).isEmpty();
  }

  @Test
  @DisplayName("A kept overview is found again, equal and in domain order")
  final void get_kept_isEqualAndOrdered() {
    store.put(Samples.overview(300));

    Overview read = store.get().orElseThrow();

    assertThat(read).isEqualTo(Samples.overview(300));
    assertThat(read.byPriority().keySet()).containsExactly(Priority.values());
    assertThat(List.copyOf(read.byCategory().keySet())).isEqualTo(Taxonomy.standard().categories());
    assertThat(read.bySentiment().keySet()).containsExactly(Sentiment.values());
  }

  @Test
  @DisplayName("When it was counted is found again to the millisecond, and nothing is made up")
  final void get_kept_saysWhenItWasCounted() {
    for (String time : List.of("2026-11-23T13:00:00.123Z", "1969-12-31T23:59:59.999Z")) {
      Overview overview = Samples.overview(300, Instant.parse(time));

      store.put(overview);

      assertThat(store.get()).contains(overview);
    }
    store.put(Samples.overview(300));
    assertThat(store.get().flatMap(Overview::refreshedAt)).isEmpty();
  }

  @Test
  @DisplayName("A later overview replaces the earlier one")
  final void put_again_replaces() {
    store.put(Samples.overview(300));
    store.put(Samples.overview(301));

    assertThat(store.get()).contains(Samples.overview(301));
  }

  @Test
  @DisplayName("Readers see a whole overview while many threads write")
  final void get_whileWriting_isWhole() throws Exception {
    store.put(overview(1));
    List<List<Overview>> read =
        Threads.together(
            16,
            i -> {
              List<Overview> seen = new ArrayList<>();
              for (int round = 0; round < 50; round++) {
                store.put(overview(1 + i));
                seen.add(store.get().orElse(null));
              }
              return seen;
            });

    assertThat(read.stream().flatMap(List::stream))
        .allSatisfy(
            seen -> {
              assertThat(seen).as("there is always one").isNotNull();
              assertThat(seen).isEqualTo(overview(seen.totalTickets()));
            });
  }

  /** Differs from the others in each of its parts. */
  private static Overview overview(long tickets) {
    return new Overview(
        tickets,
        counts(List.of(Priority.values()), Priority.LOW, tickets),
        counts(Taxonomy.standard().categories(), Category.BILLING, tickets),
        counts(List.of(Sentiment.values()), Sentiment.ANGRY, tickets));
  }

  private static <L> Map<L, Long> counts(List<L> labels, L met, long count) {
    Map<L, Long> counts = new LinkedHashMap<>();
    labels.forEach(label -> counts.put(label, label.equals(met) ? count : 0L));
    return counts;
  }
}
