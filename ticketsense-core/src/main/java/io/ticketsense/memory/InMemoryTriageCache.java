package io.ticketsense.memory;

import io.ticketsense.domain.Triage;
import io.ticketsense.port.TriageCache;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps triages until the process ends. Safe for all threads. */
public final class InMemoryTriageCache implements TriageCache {

  private final Map<String, Triage> triages = new ConcurrentHashMap<>();

  /** Creates an empty cache. */
  public InMemoryTriageCache() {}

  @Override
  public Optional<Triage> get(String ticketId) {
    return Optional.ofNullable(triages.get(ticketId));
  }

  @Override
  public Map<String, Triage> getAll(Collection<String> ticketIds) {
    Map<String, Triage> found = new HashMap<>();
    ticketIds.forEach(id -> get(id).ifPresent(triage -> found.put(id, triage)));
    return Map.copyOf(found);
  }

  @Override
  public void put(String ticketId, Triage triage) {
    triages.put(ticketId, triage);
  }
}
