package io.ticketsense;

import io.ticketsense.domain.Triage;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TriageCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cache in memory that fails on demand, and remembers the calls that reached it. */
final class ScriptedCache implements TriageCache {

  enum Operation {
    GET,
    GET_ALL,
    PUT
  }

  // All guarded by this.
  private final TriageCache cache = new InMemoryTriageCache();
  private final Map<Operation, Runnable> scripts = new HashMap<>();
  private final List<Operation> calls = new ArrayList<>();

  ScriptedCache failingOn(Operation operation, RuntimeException failure) {
    return before(
        operation,
        () -> {
          throw failure;
        });
  }

  /** Does something before each such call, such as to fail some of them. */
  synchronized ScriptedCache before(Operation operation, Runnable script) {
    scripts.put(operation, script);
    return this;
  }

  synchronized List<Operation> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized Optional<Triage> get(String ticketId) {
    called(Operation.GET);
    return cache.get(ticketId);
  }

  @Override
  public synchronized Map<String, Triage> getAll(Collection<String> ticketIds) {
    called(Operation.GET_ALL);
    return cache.getAll(ticketIds);
  }

  @Override
  public synchronized void put(String ticketId, Triage triage) {
    called(Operation.PUT);
    cache.put(ticketId, triage);
  }

  private void called(Operation operation) {
    calls.add(operation);
    scripts.getOrDefault(operation, () -> {}).run();
  }
}
