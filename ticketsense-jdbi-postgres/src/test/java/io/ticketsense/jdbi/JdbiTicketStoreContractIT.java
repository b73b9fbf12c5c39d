package io.ticketsense.jdbi;

import io.ticketsense.contract.TicketStoreContract;
import io.ticketsense.port.TicketStore;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class JdbiTicketStoreContractIT extends TicketStoreContract {

  private static TestPostgres postgres;
  private static DataSource database;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
    database = postgres.linguisticDatabase();
    TicketSchema.migrate(database);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Override
  protected TicketStore emptyStore() {
    Jdbi.create(database).useHandle(handle -> handle.execute("TRUNCATE tickets"));
    return JdbiTicketStore.create(database);
  }
}
