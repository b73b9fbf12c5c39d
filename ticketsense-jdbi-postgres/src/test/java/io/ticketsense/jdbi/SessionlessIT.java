package io.ticketsense.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import io.ticketsense.port.TicketStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the store leaves in a session and in the server: nothing. */
final class SessionlessIT {

  private static TestPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void emptyStore() {
    postgres.emptySchema();
  }

  @Test
  @DisplayName("However often called, nothing stays in the session, as PgBouncer asks for")
  void everything_oftenInOneSession_leavesNothing() throws Exception {
    try (Connection session = postgres.dataSource().getConnection()) {
      Jdbi jdbi = Jdbi.create(() -> uncloseable(session));
      JdbiTicketStore store = JdbiTicketStore.create(jdbi);
      postgres.execute("DROP TABLE ticketsense_schema");
      List<String> before = inSession(session);

      for (int i = 0; i < 10; i++) {
        store.insert(Samples.ticket(1_000 + i));
        store.insertAll(Samples.tickets(10 + i));
        assertThat(store.find("ticket_001")).isPresent();
        store.page(Optional.empty(), 5).next().ifPresent(next -> store.page(Optional.of(next), 5));
        assertThat(store.page(5, 5)).hasSize(5);
        store.pageIds(Optional.empty(), 5);
        assertThat(store.count()).isPositive();
        store.sample(10);
        TicketSchema.migrate(jdbi);
        postgres.execute("DROP TABLE ticketsense_schema");
      }

      assertThat(inSession(session)).isEqualTo(before);
    }
  }

  /** A connection that outlives each call, like one of a pooler. */
  private static Connection uncloseable(Connection session) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<String> inSession(Connection session) throws SQLException {
    try (Handle handle = Jdbi.open(() -> uncloseable(session))) {
      return handle
          .createQuery(
              "SELECT 'statement ' || statement FROM pg_prepared_statements"
                  + " UNION ALL SELECT name || '=' || setting FROM pg_settings"
                  + " UNION ALL SELECT 'lock ' || locktype FROM pg_locks"
                  + "   WHERE pid = pg_backend_pid() AND locktype = 'advisory'"
                  + " UNION ALL SELECT 'table ' || relname FROM pg_class"
                  + "   WHERE relnamespace = pg_my_temp_schema()"
                  + " UNION ALL SELECT 'cursor ' || name FROM pg_cursors WHERE name <> ''"
                  + " ORDER BY 1")
          .mapTo(String.class)
          .list();
    }
  }

  @Test
  @DisplayName("While a slow reader reads a stream, no transaction is open and no snapshot is held")
  void stream_slowReader_holdsNothing() {
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    int count = 2 * TicketStore.ID_CHUNK + 5;
    store.insertAll(Samples.tickets(count));

    try (Stream<String> ids = store.streamIds();
        Stream<?> tickets = store.stream()) {
      Iterator<String> slowIds = ids.iterator();
      Iterator<?> slowTickets = tickets.iterator();
      for (int i = 0; i < count; i++) {
        slowIds.next();
        slowTickets.next();
        if (i % 500 == 250) {
          assertThat(
                  postgres.number(
                      "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                          + " AND backend_type = 'client backend'"
                          + " AND (state <> 'idle' OR backend_xmin IS NOT NULL)"))
              .isZero();
        }
      }
      assertThat(slowIds).isExhausted();
      assertThat(slowTickets).isExhausted();
    }
  }

  @Test
  @DisplayName("The clock of the server orders nothing: tickets have times of their own")
  void page_ticketsOfAllTimes_areInTheirOwnOrder() {
    JdbiTicketStore store = JdbiTicketStore.create(postgres.dataSource());
    store.insert(Samples.ticket("future", Instant.parse("9999-12-31T23:59:59Z")));
    store.insert(Samples.ticket("past", Instant.EPOCH));
    store.insert(Samples.ticket("ancient", Instant.parse("0001-01-01T00:00:00Z")));
    store.insert(Samples.ticket("present", Samples.START));

    assertThat(store.streamIds()).containsExactly("future", "present", "past", "ancient");
    assertThat(store.page(1, 2)).extracting(Ticket::id).containsExactly("present", "past");
  }
}
