package io.ticketsense.memory;

import io.ticketsense.domain.TriageOutput;
import io.ticketsense.port.TriageCache;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps triages until the process ends. Safe for all threads. */
public final class InMemoryTriageCache implements TriageCache {

  private final Map<String, TriageOutput> outputs = new ConcurrentHashMap<>();

  /** Creates an empty cache. */
  public InMemoryTriageCache() {}

  @Override
  public Optional<TriageOutput> get(String ticketId) {
    return Optional.ofNullable(outputs.get(ticketId));
  }

  @Override
  public Map<String, TriageOutput> getAll(Collection<String> ticketIds) {
    Map<String, TriageOutput> found = new HashMap<>();
    ticketIds.forEach(id -> get(id).ifPresent(output -> found.put(id, output)));
    return Map.copyOf(found);
  }

  @Override
  public void put(String ticketId, TriageOutput output) {
    outputs.put(ticketId, output);
  }
}
