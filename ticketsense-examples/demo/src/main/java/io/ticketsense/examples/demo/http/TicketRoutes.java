package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.ticketsense.Submission;
import io.ticketsense.TriageService;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.domain.TriagedTicket;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketNotFoundException;
import io.ticketsense.json.TicketJson;
import io.ticketsense.port.TriageFailedException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tickets: listing, reading, submitting, labelling anew. */
final class TicketRoutes {

  /** Tells a client that every triage is missing because the cache is away. */
  static final String TRIAGE_STATUS = "Triage-Status";

  private static final int MAX_LIMIT = 200;
  private static final int MAX_SAMPLE = 100;

  private final Backend backend;
  private final TriageService service;
  private final LabelSearch search;

  TicketRoutes(Backend backend) {
    this.backend = backend;
    this.service = backend.service();
    this.search = new LabelSearch(backend.tickets(), backend.triages());
  }

  void addTo(Routes routes) {
    routes
        .get("/tickets", this::list)
        .post("/tickets", this::submit)
        .get("/tickets/{id}", this::find)
        .post("/tickets/{id}/triage", this::retriage)
        .get("/sample", this::sample);
  }

  private void list(Context ctx) {
    QueryParameters query = new QueryParameters(ctx);
    int limit = (int) query.number("limit", 1, MAX_LIMIT, 20);
    long offset = query.number("offset", 0, Long.MAX_VALUE, 0);
    Optional<Cursor> after = query.cursor("after");
    LabelFilter filter =
        new LabelFilter(
            query.label("priority", List.of(Priority.values()), Priority::label),
            query.label("category", Taxonomy.standard().categories(), Category::label),
            query.label("sentiment", List.of(Sentiment.values()), Sentiment::label));
    if (query.has("offset") && (query.has("after") || !filter.isEmpty())) {
      query.reject("offset", "cannot be combined with labels or after");
    }
    query.check();
    if (filter.isEmpty() && after.isEmpty()) {
      Json.send(ctx, 200, TicketView.json(withTriages(ctx, backend.tickets().page(offset, limit))));
      return;
    }
    Page<TriagedTicket> page =
        filter.isEmpty()
            ? backend.tickets().page(after, limit).map(tickets -> withTriages(ctx, tickets))
            : search.page(filter, after, limit);
    page.next().ifPresent(next -> ctx.header("Link", nextLink(filter, limit, next)));
    Json.send(ctx, 200, TicketView.json(page.items()));
  }

  /**
   * Asks the cache itself: to a client, not knowing the labels is not the same as there being none.
   */
  private List<TriagedTicket> withTriages(Context ctx, List<Ticket> tickets) {
    Map<String, Triage> triages = Map.of();
    try {
      triages = backend.triages().getAll(tickets.stream().map(Ticket::id).toList());
    } catch (StorageException e) {
      ctx.header(TRIAGE_STATUS, "unavailable");
    }
    Map<String, Triage> known = triages;
    return tickets.stream()
        .map(t -> new TriagedTicket(t, Optional.ofNullable(known.get(t.id()))))
        .toList();
  }

  private static String nextLink(LabelFilter filter, int limit, Cursor next) {
    StringBuilder link = new StringBuilder("</tickets?limit=").append(limit);
    filter.priority().ifPresent(p -> link.append("&priority=").append(p.label()));
    filter.category().ifPresent(c -> link.append("&category=").append(c.label()));
    filter.sentiment().ifPresent(s -> link.append("&sentiment=").append(s.label()));
    return link.append("&after=").append(next.token()).append(">; rel=\"next\"").toString();
  }

  private void sample(Context ctx) {
    QueryParameters query = new QueryParameters(ctx);
    int size = (int) query.number("size", 1, MAX_SAMPLE, 10);
    query.check();
    List<TriagedTicket> sample = service.sample(size);
    if (sample.size() < size) {
      // Few are triaged, or the cache is away, which the service takes for a miss.
      var unused = backend.triages().get("sample");
    }
    Json.send(ctx, 200, TicketView.json(sample));
  }

  private void find(Context ctx) {
    Ticket ticket = stored(ctx);
    List<TriagedTicket> found = withTriages(ctx, List.of(ticket));
    Json.send(ctx, 200, TicketView.json(found.get(0)));
  }

  private void submit(Context ctx) {
    Ticket ticket = TicketJson.read(RequestBody.read(ctx));
    Submission submission = service.submit(ticket);
    ObjectNode json =
        TicketView.json(submission.ticket(), submission.result().map(TriageResult::triage));
    submission.failure().ifPresent(failure -> json.set("triage_failure", json(failure)));
    ctx.header("Location", "/tickets/" + ticket.id());
    Json.send(ctx, 201, json);
  }

  private void retriage(Context ctx) {
    Ticket ticket = stored(ctx);
    TriageResult result = service.retriage(ticket);
    Json.send(ctx, 200, TicketView.json(ticket, Optional.of(result.triage())));
  }

  private Ticket stored(Context ctx) {
    String id = ctx.pathParam("id");
    return backend.tickets().find(id).orElseThrow(() -> new TicketNotFoundException(id));
  }

  private static ObjectNode json(TriageFailedException failure) {
    return Json.object()
        .put("reason", failure.reason().name().toLowerCase(Locale.ROOT))
        .put("detail", failure.getMessage());
  }
}
