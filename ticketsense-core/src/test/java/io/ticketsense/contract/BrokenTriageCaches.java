package io.ticketsense.contract;

import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TriageCache;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Caches that each break one promise. */
final class BrokenTriageCaches {

  private BrokenTriageCaches() {}

  /** Does what a good cache does, but for what a subclass spoils. */
  private static class Spoiled implements TriageCache {

    final TriageCache good = new InMemoryTriageCache();

    @Override
    public Optional<Triage> get(String ticketId) {
      return good.get(ticketId);
    }

    @Override
    public Map<String, Triage> getAll(Collection<String> ticketIds) {
      return good.getAll(ticketIds);
    }

    @Override
    public void put(String ticketId, Triage triage) {
      good.put(ticketId, triage);
    }
  }

  static List<Broken<TriageCache>> all() {
    return List.of(
        new Broken<>(
            "get_kept_isEqual",
            "sorts tags",
            () ->
                new Spoiled() {
                  @Override
                  public void put(String ticketId, Triage triage) {
                    TriageOutput output = triage.output();
                    good.put(
                        ticketId,
                        withOutput(
                            triage,
                            new TriageOutput(
                                output.priority(),
                                output.category(),
                                output.sentiment(),
                                output.summary(),
                                output.tags().stream().sorted().toList())));
                  }
                }),
        new Broken<>(
            "get_kept_isEqual",
            "keeps letters of one byte only",
            () ->
                new Spoiled() {
                  @Override
                  public void put(String ticketId, Triage triage) {
                    String summary = triage.output().summary();
                    good.put(
                        ticketId, withSummary(triage, summary.replaceAll("[^\\x00-\\xFF]", "?")));
                  }
                }),
        new Broken<>(
            "get_kept_saysWhereItComesFrom",
            "forgets the model",
            () ->
                new Spoiled() {
                  @Override
                  public void put(String ticketId, Triage triage) {
                    good.put(
                        ticketId, new Triage(triage.output(), Optional.empty(), triage.degraded()));
                  }
                }),
        new Broken<>(
            "get_kept_saysWhereItComesFrom",
            "forgets what is degraded",
            () ->
                new Spoiled() {
                  @Override
                  public void put(String ticketId, Triage triage) {
                    good.put(ticketId, new Triage(triage.output(), triage.model(), false));
                  }
                }),
        new Broken<>(
            "get_kept_saysWhereItComesFrom",
            "reads labels only where it reads many",
            () ->
                new Spoiled() {
                  @Override
                  public Map<String, Triage> getAll(Collection<String> ticketIds) {
                    Map<String, Triage> labels = new HashMap<>(good.getAll(ticketIds));
                    labels.replaceAll((id, triage) -> Triage.of(triage.output()));
                    return Collections.unmodifiableMap(labels);
                  }
                }),
        new Broken<>(
            "get_unknown_isEmpty",
            "takes ids for the same whatever their case",
            () ->
                new Spoiled() {
                  @Override
                  public Optional<Triage> get(String ticketId) {
                    return good.get(ticketId.toLowerCase(Locale.ROOT));
                  }
                }),
        new Broken<>(
            "get_unknown_isEmpty",
            "takes an id for a pattern",
            () ->
                new Spoiled() {
                  @Override
                  public Optional<Triage> get(String ticketId) {
                    return good.get(ticketId.equals("*") ? "ticket_001" : ticketId);
                  }
                }),
        new Broken<>(
            "put_again_replaces",
            "keeps the first triage",
            () ->
                new Spoiled() {
                  @Override
                  public void put(String ticketId, Triage triage) {
                    if (good.get(ticketId).isEmpty()) {
                      good.put(ticketId, triage);
                    }
                  }
                }),
        new Broken<>(
            "getAll_mixed_returnsTheKnown",
            "reads a thousand at most",
            () ->
                new Spoiled() {
                  @Override
                  public Map<String, Triage> getAll(Collection<String> ticketIds) {
                    return good.getAll(ticketIds.stream().limit(1_000).toList());
                  }
                }),
        new Broken<>(
            "getAll_mixed_returnsTheKnown",
            "cannot read an id twice",
            () ->
                new Spoiled() {
                  @Override
                  public Map<String, Triage> getAll(Collection<String> ticketIds) {
                    return good.getAll(List.copyOf(Set.of(ticketIds.toArray(String[]::new))));
                  }
                }),
        new Broken<>(
            "getAll_mixed_returnsTheKnown",
            "lists what it does not know as null",
            () ->
                new Spoiled() {
                  @Override
                  public Map<String, Triage> getAll(Collection<String> ticketIds) {
                    Map<String, Triage> all = new HashMap<>();
                    ticketIds.forEach(id -> all.put(id, good.get(id).orElse(null)));
                    return Collections.unmodifiableMap(all);
                  }
                }),
        new Broken<>(
            "getAll_mixed_returnsTheKnown",
            "hands out a map that can be changed",
            () ->
                new Spoiled() {
                  @Override
                  public Map<String, Triage> getAll(Collection<String> ticketIds) {
                    return new HashMap<>(good.getAll(ticketIds));
                  }
                }),
        new Broken<>(
            "putAndGet_fiftyThreads_eachFindsItsOwn",
            "shares a buffer among threads",
            () ->
                new Spoiled() {
                  private final Broken.Meeting meeting = new Broken.Meeting();
                  private volatile Triage buffer;

                  @Override
                  public void put(String ticketId, Triage triage) {
                    buffer = triage;
                    meeting.await();
                    good.put(ticketId, buffer);
                  }
                }),
        new Broken<>(
            "get_whileWriting_isWhole",
            "writes a triage in two parts",
            () ->
                new Spoiled() {
                  private volatile Triage before = Samples.triage(0);

                  @Override
                  public void put(String ticketId, Triage triage) {
                    good.put(ticketId, withSummary(triage, before.output().summary()));
                    before = triage;
                  }
                }));
  }

  private static Triage withSummary(Triage triage, String summary) {
    TriageOutput output = triage.output();
    return withOutput(
        triage,
        new TriageOutput(
            output.priority(), output.category(), output.sentiment(), summary, output.tags()));
  }

  private static Triage withOutput(Triage triage, TriageOutput output) {
    return new Triage(output, triage.model(), triage.degraded());
  }
}
