package io.ticketsense.architecture.bad.unproven;

import io.ticketsense.domain.Overview;
import io.ticketsense.port.OverviewStore;
import java.util.Optional;

public final class UnprovenOverviewStore implements OverviewStore {
  @Override
  public Optional<Overview> get() {
    return Optional.empty();
  }

  @Override
  public void put(Overview overview) {}
}
