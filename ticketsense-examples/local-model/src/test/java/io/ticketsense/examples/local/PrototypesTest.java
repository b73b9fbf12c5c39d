package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PrototypesTest {

  /** Idioms have up to eight words. */
  private static final int SHINGLE = 9;

  @Test
  @DisplayName("Every label has a dozen prototypes or more")
  void read_everyLabel_hasTwelve() {
    assertThat(counts(Labels::priority).values()).hasSize(4).allMatch(count -> count >= 12);
    assertThat(counts(Labels::category).values()).hasSize(5).allMatch(count -> count >= 12);
    assertThat(counts(Labels::sentiment).values()).hasSize(4).allMatch(count -> count >= 12);
  }

  @Test
  @DisplayName("No prototype is taken from a ticket: none shares nine words in a row with one")
  void read_prototypes_areNotTakenFromTickets() throws IOException {
    Set<String> tickets = new HashSet<>();
    TrainLocalModel.read(SeedFolder.REAL)
        .labelled()
        .forEach(seed -> tickets.addAll(shingles(seed.ticket().body())));

    Set<String> shared = new HashSet<>();
    Prototypes.read().forEach(prototype -> shared.addAll(shingles(prototype.body())));
    shared.retainAll(tickets);

    assertThat(tickets).hasSizeGreaterThan(10_000);
    assertThat(shared).isEmpty();
  }

  private static <L> Map<L, Long> counts(Function<Labels, L> field) {
    return Prototypes.read().stream()
        .collect(Collectors.groupingBy(p -> field.apply(p.labels()), Collectors.counting()));
  }

  private static Set<String> shingles(String text) {
    List<String> words = Words.of(text);
    Set<String> shingles = new HashSet<>();
    for (int start = 0; start + SHINGLE <= words.size(); start++) {
      shingles.add(String.join(" ", words.subList(start, start + SHINGLE)));
    }
    return shingles;
  }
}
