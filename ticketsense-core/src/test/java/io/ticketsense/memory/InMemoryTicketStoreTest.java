package io.ticketsense.memory;

import io.ticketsense.contract.TicketStoreContract;
import io.ticketsense.port.TicketStore;

final class InMemoryTicketStoreTest extends TicketStoreContract {

  @Override
  protected TicketStore emptyStore() {
    return new InMemoryTicketStore();
  }
}
