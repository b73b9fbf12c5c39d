package io.ticketsense.examples.demo.http;

import io.ticketsense.BulkTriage;
import io.ticketsense.OverviewService;
import io.ticketsense.TriageService;
import io.ticketsense.memory.InMemoryOverviewStore;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The API without servers behind it. */
final class MemoryApi implements AutoCloseable {

  private final BoundPorts ports;
  private final Backend backend;
  private final ApiServer server;

  private MemoryApi(
      TriageModel model, ServerOptions options, TicketStore tickets, TriageCache triages) {
    TriageService service = TriageService.builder(model).store(tickets).cache(triages).build();
    OverviewService overviews = new OverviewService(tickets, triages, new InMemoryOverviewStore());
    BulkTriage bulk = new BulkTriage(service);
    backend =
        new Backend(
            service, tickets, triages, overviews, new BulkRuns(bulk, overviews), model.name());
    try {
      ports = BoundPorts.bind(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = ApiServer.start(ports, options, backend);
  }

  static ServerOptions open() {
    return new ServerOptions("127.0.0.1", 0, 0, Optional.empty(), List.of(), false);
  }

  static MemoryApi start(TriageModel model) {
    return start(model, open());
  }

  static MemoryApi start(TriageModel model, ServerOptions options) {
    return start(model, options, new InMemoryTicketStore(), new InMemoryTriageCache());
  }

  static MemoryApi start(
      TriageModel model, ServerOptions options, TicketStore tickets, TriageCache triages) {
    return new MemoryApi(model, options, tickets, triages);
  }

  ApiClient client() {
    return new ApiClient(ports.apiPort());
  }

  ApiClient dashboardClient() {
    return new ApiClient(ports.dashboardPort());
  }

  ApiServer server() {
    return server;
  }

  Backend backend() {
    return backend;
  }

  @Override
  public void close() {
    server.close();
    backend.bulkRuns().close();
    ports.close();
  }
}
