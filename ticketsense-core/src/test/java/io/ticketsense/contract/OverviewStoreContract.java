package io.ticketsense.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.port.OverviewStore;
import java.util.List;
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
  @DisplayName("A later overview replaces the earlier one")
  final void put_again_replaces() {
    store.put(Samples.overview(300));
    store.put(Samples.overview(301));

    assertThat(store.get()).contains(Samples.overview(301));
  }

  @Test
  @DisplayName("Readers see a whole overview while many threads write")
  final void get_whileWriting_isWhole() throws Exception {
    List<Boolean> whole =
        Threads.together(
            16,
            i -> {
              for (int round = 0; round < 50; round++) {
                store.put(Samples.overview(100 + i));
                if (store.get().filter(o -> o.totalTickets() >= 100).isEmpty()) {
                  return false;
                }
              }
              return true;
            });

    assertThat(whole).doesNotContain(false);
  }
}
