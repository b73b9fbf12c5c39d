package io.ticketsense.memory;

import io.ticketsense.domain.Overview;
import io.ticketsense.port.OverviewStore;
import java.util.Optional;

/** Keeps the overview until the process ends. Safe for all threads. */
public final class InMemoryOverviewStore implements OverviewStore {

  private volatile Optional<Overview> overview = Optional.empty();

  /** Creates an empty store. */
  public InMemoryOverviewStore() {}

  @Override
  public Optional<Overview> get() {
    return overview;
  }

  @Override
  public void put(Overview overview) {
    this.overview = Optional.of(overview);
  }
}
