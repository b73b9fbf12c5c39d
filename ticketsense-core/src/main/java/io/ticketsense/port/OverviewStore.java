package io.ticketsense.port;

import io.ticketsense.domain.Overview;
import java.util.Optional;

/** Keeps the latest overview for some time, so that reading it costs a single look-up. */
public interface OverviewStore {

  /**
   * Reads the overview.
   *
   * @return the overview put last; empty when there is none, or none that is valid
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  Optional<Overview> get();

  /**
   * Keeps an overview in place of the earlier one; readers see the one or the other, whole.
   *
   * @param overview the counts
   * @throws io.ticketsense.error.StorageException if the store cannot be written
   */
  void put(Overview overview);
}
