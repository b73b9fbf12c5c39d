package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.ticketsense.BulkOptions;
import io.ticketsense.BulkProgress;
import io.ticketsense.BulkReport;
import io.ticketsense.error.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bulk run: starting, watching, ending. */
final class BulkRoutes {

  private static final BulkProgress NOTHING_DONE = new BulkProgress(0, 0, 0, 0, Duration.ZERO);

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final BulkRuns runs;

  BulkRoutes(BulkRuns runs) {
    this.runs = runs;
  }

  void addTo(Routes routes) {
    routes.open("/bulk", this::status).post("/bulk", this::start).delete("/bulk", this::stop);
  }

  private void status(Context ctx) {
    Json.send(ctx, 200, json());
  }

  private void start(Context ctx) {
    BulkOptions options = BulkOptions.defaults().withForce(isForced(ctx));
    if (!runs.start(options)) {
      throw ProblemException.of(409, "bulk-run-in-progress", "A bulk run is in progress.");
    }
    Json.send(ctx, 202, json());
  }

  private void stop(Context ctx) {
    runs.stop();
    Json.send(ctx, 202, json());
  }

  private static boolean isForced(Context ctx) {
    if (!RequestBody.isPresent(ctx)) {
      return false;
    }
    JsonNode body;
    try {
      body = STRICT.readTree(RequestBody.read(ctx));
    } catch (JsonProcessingException e) {
      throw ProblemException.of(400, "malformed-json", "The body must be well-formed JSON.");
    }
    if (!body.isObject()) {
      throw ProblemException.of(400, "malformed-json", "The body must be a JSON object.");
    }
    JsonNode force = body.path("force");
    if (!force.isMissingNode() && !force.isBoolean()) {
      throw new ProblemException(
          Problem.invalid(
              "invalid-options", List.of(new Violation("force", "must be true or false"))));
    }
    return force.booleanValue();
  }

  private ObjectNode json() {
    Optional<BulkRuns.Status> status = runs.status();
    Optional<BulkReport> report = status.flatMap(BulkRuns.Status::report);
    BulkProgress progress =
        report
            .map(BulkReport::progress)
            .or(() -> status.flatMap(BulkRuns.Status::progress))
            .orElse(NOTHING_DONE);
    boolean running = status.filter(BulkRuns.Status::running).isPresent();
    ObjectNode json =
        Json.object()
            .put("state", status.map(BulkRoutes::state).orElse("idle"))
            .put("total", progress.total())
            .put("triaged", progress.triaged())
            .put("skipped", progress.skipped())
            .put("failed", progress.failed())
            .put("degraded", report.map(BulkReport::degraded).orElse(0L))
            .put("elapsed_seconds", progress.elapsed().toMillis() / 1e3)
            .put("tickets_per_second", Math.round(progress.ticketsPerSecond() * 10) / 10.0);
    progress
        .timeLeft()
        .filter(left -> running && progress.total() > 0)
        .ifPresentOrElse(
            left -> json.put("seconds_left", left.toSeconds()), () -> json.putNull("seconds_left"));
    report
        .flatMap(BulkReport::cause)
        .ifPresentOrElse(
            cause -> json.put("detail", cause.getMessage()), () -> json.putNull("detail"));
    return json;
  }

  private static String state(BulkRuns.Status status) {
    BulkReport.End broken = BulkReport.End.STOPPED;
    return status.running()
        ? "running"
        : status.report().map(BulkReport::end).orElse(broken).name().toLowerCase(Locale.ROOT);
  }
}
