package io.ticketsense.contract;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.memory.InMemoryOverviewStore;
import io.ticketsense.port.OverviewStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores of overviews that each break one promise. */
final class BrokenOverviewStores {

  private BrokenOverviewStores() {}

  /** Does what a good store does, but for what a subclass spoils. */
  private static class Spoiled implements OverviewStore {

    final OverviewStore good = new InMemoryOverviewStore();

    @Override
    public Optional<Overview> get() {
      return good.get();
    }

    @Override
    public void put(Overview overview) {
      good.put(overview);
    }
  }

  static List<Broken<OverviewStore>> all() {
    return List.of(
        new Broken<>(
            "get_nothingKept_isEmpty",
            "makes an overview up",
            () ->
                new Spoiled() {
                  @Override
                  public Optional<Overview> get() {
                    return good.get().or(() -> Optional.of(Samples.overview(10)));
                  }
                }),
        new Broken<>(
            "get_kept_isEqualAndOrdered",
            "forgets the total",
            () ->
                new Spoiled() {
                  @Override
                  public void put(Overview overview) {
                    good.put(withTotal(overview, overview.triagedTickets()));
                  }
                }),
        new Broken<>(
            "get_kept_isEqualAndOrdered",
            "mixes up the order of categories",
            () ->
                new Spoiled() {
                  @Override
                  public void put(Overview overview) {
                    List<Category> categories = new ArrayList<>(overview.byCategory().keySet());
                    Collections.reverse(categories);
                    Map<Category, Long> reversed = new LinkedHashMap<>();
                    categories.forEach(c -> reversed.put(c, overview.byCategory().get(c)));
                    good.put(
                        new Overview(
                            overview.totalTickets(),
                            overview.byPriority(),
                            reversed,
                            overview.bySentiment()));
                  }
                }),
        new Broken<>(
            "get_kept_saysWhenItWasCounted",
            "forgets when it was counted",
            () ->
                new Spoiled() {
                  @Override
                  public void put(Overview overview) {
                    good.put(withTotal(overview, overview.totalTickets()));
                  }
                }),
        new Broken<>(
            "get_kept_saysWhenItWasCounted",
            "keeps whole seconds",
            () ->
                new Spoiled() {
                  @Override
                  public void put(Overview overview) {
                    good.put(
                        withTime(
                            overview,
                            overview.refreshedAt().map(t -> t.truncatedTo(ChronoUnit.SECONDS))));
                  }
                }),
        new Broken<>(
            "get_kept_saysWhenItWasCounted",
            "makes a time up",
            () ->
                new Spoiled() {
                  @Override
                  public void put(Overview overview) {
                    good.put(
                        withTime(
                            overview, overview.refreshedAt().or(() -> Optional.of(Instant.EPOCH))));
                  }
                }),
        new Broken<>(
            "put_again_replaces",
            "keeps the first overview",
            () ->
                new Spoiled() {
                  @Override
                  public void put(Overview overview) {
                    if (good.get().isEmpty()) {
                      good.put(overview);
                    }
                  }
                }),
        new Broken<>(
            "get_whileWriting_isWhole",
            "writes an overview in two parts",
            () ->
                new Spoiled() {
                  private volatile long totalBefore = 1_000;

                  @Override
                  public void put(Overview overview) {
                    good.put(withTotal(overview, totalBefore));
                    totalBefore = 1_000 + overview.totalTickets();
                  }
                }),
        new Broken<>(
            "get_whileWriting_isWhole",
            "is empty while it is written",
            () ->
                new Spoiled() {
                  private final Broken.Meeting meeting = new Broken.Meeting();
                  private volatile boolean writing;

                  @Override
                  public Optional<Overview> get() {
                    return writing ? Optional.empty() : good.get();
                  }

                  @Override
                  public void put(Overview overview) {
                    if (good.get().isPresent() && !meeting.tookPlace()) {
                      writing = true;
                      meeting.await();
                      return;
                    }
                    good.put(overview);
                  }
                }));
  }

  private static Overview withTime(Overview overview, Optional<Instant> time) {
    return new Overview(
        overview.totalTickets(),
        overview.byPriority(),
        overview.byCategory(),
        overview.bySentiment(),
        time);
  }

  private static Overview withTotal(Overview overview, long total) {
    return new Overview(
        total, overview.byPriority(), overview.byCategory(), overview.bySentiment());
  }
}
