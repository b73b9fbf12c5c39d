package io.ticketsense.examples.demo;

import io.ticketsense.BulkTriage;
import io.ticketsense.OverviewService;
import io.ticketsense.TriageService;
import io.ticketsense.examples.demo.http.Backend;
import io.ticketsense.examples.demo.http.BulkRuns;
import io.ticketsense.port.TicketStore;

/**
 * TicketSense as this host embeds it: services on Postgres, Redis and a model.
 *
 * @param backend all of them
 */
record Wiring(Backend backend) implements AutoCloseable {

  static Wiring of(TicketStore tickets, RedisStores redis, Models models) {
    TriageService service =
        TriageService.builder(models.model()).store(tickets).cache(redis.triages()).build();
    OverviewService overviews = RefreshOverviewCommand.overviews(tickets, redis);
    BulkTriage bulk = new BulkTriage(service);
    return new Wiring(
        new Backend(
            service,
            tickets,
            redis.triages(),
            overviews,
            new BulkRuns(bulk, overviews),
            models.model().name()));
  }

  /** Ends the bulk run in progress; adapters are closed by whoever opened them. */
  @Override
  public void close() {
    backend.bulkRuns().close();
  }
}
