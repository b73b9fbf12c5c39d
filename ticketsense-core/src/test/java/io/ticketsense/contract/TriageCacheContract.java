package io.ticketsense.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.port.TriageCache;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link TriageCache} promises. */
public abstract class TriageCacheContract {

  private TriageCache cache;

  /** For subclasses. */
  protected TriageCacheContract() {}

  /**
   * Makes the cache under test, for the standard taxonomy.
   *
   * @return one without triages
   */
  protected abstract TriageCache emptyCache();

  @BeforeEach
  final void makeCache() {
    cache = emptyCache();
  }

  @Test
  @DisplayName("A kept triage is found again, equal in every field")
  final void get_kept_isEqual() {
    Triage odd =
        new Triage(
            new TriageOutput(
                Priority.CRITICAL,
                Category.FEATURE_REQUEST,
                Sentiment.ANGRY,
                Samples.ODD_TEXT,
                List.of("a", "b-2", "3", "x-y-z", "a")),
            Optional.of("openai/gpt-oss:120b \u00EB \"\\ \uD83D\uDE80"),
            false);
    cache.put("A.b_c:d-9", odd);
    cache.put("ticket_001", Samples.triage(1));

    assertThat(cache.get("A.b_c:d-9")).contains(odd);
    assertThat(cache.get("ticket_001")).contains(Samples.triage(1));
  }

  @Test
  @DisplayName("Where labels come from is found again with them, known or not, degraded or not")
  final void get_kept_saysWhereItComesFrom() {
    TriageOutput output = Samples.output(1);
    List<Triage> kept =
        List.of(
            Triage.of(output),
            new Triage(output, Optional.of("m"), false),
            new Triage(output, Optional.empty(), true),
            new Triage(output, Optional.of("\uD83D\uDE80".repeat(200)), true));
    for (int i = 0; i < kept.size(); i++) {
      cache.put("ticket_" + i, kept.get(i));
    }

    Map<String, Triage> found =
        cache.getAll(List.of("ticket_0", "ticket_1", "ticket_2", "ticket_3"));

    for (int i = 0; i < kept.size(); i++) {
      assertThat(cache.get("ticket_" + i)).contains(kept.get(i));
      assertThat(found).containsEntry("ticket_" + i, kept.get(i));
    }
  }

  @Test
  @DisplayName("What was never kept is absent")
  final void get_unknown_isEmpty() {
    cache.put("ticket_001", Samples.triage(1));

    assertThat(cache.get("ticket_002")).isEmpty();
    assertThat(cache.get("TICKET_001")).isEmpty();
    assertThat(cache.get("*")).isEmpty();
    assertThat(cache.getAll(List.of("ticket_002", "*"))).isEmpty();
  }

  @Test
  @DisplayName("A later triage replaces the earlier one")
  final void put_again_replaces() {
    cache.put("ticket_001", Samples.triage(1));
    cache.put("ticket_001", Samples.triage(2));

    assertThat(cache.get("ticket_001")).contains(Samples.triage(2));
    assertThat(cache.getAll(List.of("ticket_001"))).containsEntry("ticket_001", Samples.triage(2));
  }

  @Test
  @DisplayName("Many look-ups in one find each triage under its id and leave out the others")
  final void getAll_mixed_returnsTheKnown() {
    Map<String, Triage> kept = new HashMap<>();
    List<String> ids = Samples.tickets(12_345).stream().map(t -> t.id()).toList();
    for (int i = 0; i < ids.size(); i += 8) {
      cache.put(ids.get(i), Samples.triage(i));
      kept.put(ids.get(i), Samples.triage(i));
    }

    assertThat(cache.getAll(ids)).isEqualTo(kept);
    assertThat(cache.getAll(List.of("ticket_008", "ticket_003", "ticket_008")))
        .isEqualTo(Map.of("ticket_008", Samples.triage(8)));
    Map<String, Triage> found = cache.getAll(List.of("ticket_008"));
    assertThatThrownBy(() -> found.put("ticket_003", Samples.triage(3)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(cache.getAll(List.of())).isEmpty();
  }

  @Test
  @DisplayName("Fifty threads read and write without mixing up tickets")
  final void putAndGet_fiftyThreads_eachFindsItsOwn() throws Exception {
    List<Boolean> found =
        Threads.together(
            50,
            i -> {
              String id = "ticket_" + i;
              boolean all = true;
              for (int round = 0; round < 20; round++) {
                cache.put(id, Samples.triage(i));
                all &= cache.get(id).equals(Optional.of(Samples.triage(i)));
              }
              return all;
            });

    assertThat(found).doesNotContain(false);
  }

  @Test
  @DisplayName("Readers see one triage or another, never a mixture, while many threads write")
  final void get_whileWriting_isWhole() throws Exception {
    Set<Triage> written =
        IntStream.range(0, 16).mapToObj(Samples::triage).collect(Collectors.toSet());
    List<Set<Triage>> read =
        Threads.together(
            16,
            i -> {
              Set<Triage> seen = new HashSet<>();
              for (int round = 0; round < 50; round++) {
                cache.put("ticket_001", Samples.triage(i));
                cache.get("ticket_001").ifPresent(seen::add);
                seen.addAll(cache.getAll(List.of("ticket_001", "ticket_002")).values());
              }
              return seen;
            });

    assertThat(read).allSatisfy(seen -> assertThat(seen).isNotEmpty().isSubsetOf(written));
    assertThat(cache.get("ticket_001")).hasValueSatisfying(last -> assertThat(last).isIn(written));
  }
}
