package io.ticketsense;

import io.ticketsense.contract.TriageCacheContract;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TriageCache;

final class FailOpenCacheContractTest extends TriageCacheContract {

  @Override
  protected TriageCache emptyCache() {
    return new FailOpenCache(
        new InMemoryTriageCache(), Taxonomy.standard(), Ticker.system(), failure -> {});
  }
}
