package io.ticketsense.memory;

import io.ticketsense.contract.OverviewStoreContract;
import io.ticketsense.port.OverviewStore;

final class InMemoryOverviewStoreTest extends OverviewStoreContract {

  @Override
  protected OverviewStore emptyStore() {
    return new InMemoryOverviewStore();
  }
}
