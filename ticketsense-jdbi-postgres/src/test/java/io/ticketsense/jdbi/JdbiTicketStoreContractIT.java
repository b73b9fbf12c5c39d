package io.ticketsense.jdbi;

import io.ticketsense.contract.TicketStoreContract;
import io.ticketsense.port.TicketStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class JdbiTicketStoreContractIT extends TicketStoreContract {

  private static TestPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
    TicketSchema.migrate(postgres.dataSource());
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Override
  protected TicketStore emptyStore() {
    postgres.execute("TRUNCATE tickets");
    return JdbiTicketStore.create(postgres.dataSource());
  }
}
