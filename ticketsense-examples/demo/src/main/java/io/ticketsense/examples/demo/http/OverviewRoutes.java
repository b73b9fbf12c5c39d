package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import io.ticketsense.OverviewService;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.json.TriageJson;
import java.util.Optional;

/** The counts. */
final class OverviewRoutes {

  private final OverviewService overviews;
  private final TriageJson json = new TriageJson(Taxonomy.standard());
  private final SharedRead<Optional<byte[]>> read;

  OverviewRoutes(OverviewService overviews) {
    this.overviews = overviews;
    this.read = new SharedRead<>(() -> overviews.read().map(json::writeBytes));
  }

  void addTo(Routes routes) {
    routes.get("/overview", this::read).post("/overview/refresh", this::refresh);
  }

  private void read(Context ctx) {
    byte[] overview =
        read.get()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        404,
                        "no-overview",
                        "Nothing was counted in the last 24 hours. POST /overview/refresh counts."));
    send(ctx, overview);
  }

  private void refresh(Context ctx) {
    send(ctx, json.writeBytes(overviews.refresh()));
  }

  private static void send(Context ctx, byte[] overview) {
    ctx.contentType(Json.CONTENT_TYPE).result(overview);
  }
}
