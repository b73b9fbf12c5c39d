package io.ticketsense.memory;

import io.ticketsense.contract.TriageCacheContract;
import io.ticketsense.port.TriageCache;

final class InMemoryTriageCacheTest extends TriageCacheContract {

  @Override
  protected TriageCache emptyCache() {
    return new InMemoryTriageCache();
  }
}
