package io.ticketsense.examples.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.BulkProgress;
import io.ticketsense.BulkReport;
import io.ticketsense.BulkReport.Failure;
import io.ticketsense.port.TriageFailedException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a bulk run did, for people and for programs. */
final class BulkReportText {

  private static final int FAILURES_SHOWN = 10;

  private BulkReportText() {}

  static void print(BulkReport report, Output output) {
    output.result(text(report), json(report));
    report.failures().stream()
        .limit(FAILURES_SHOWN)
        .forEach(failure -> output.problem(failure.ticketId() + ": " + message(failure)));
    long hidden = report.progress().failed() - FAILURES_SHOWN;
    if (hidden > 0) {
      output.problem("and " + hidden + " more");
    }
    switch (report.end()) {
      case STOPPED ->
          report
              .cause()
              .ifPresent(
                  cause -> output.problem("Stopped: " + cause.getMessage() + resume(report)));
      case INTERRUPTED -> output.problem("Interrupted; run again to go on");
      case COMPLETED -> {}
    }
  }

  private static String resume(BulkReport report) {
    return report
        .resumeAfter()
        .filter(wait -> wait.toSeconds() > 0)
        .map(wait -> "; resume after " + Durations.text(wait) + " by running again")
        .orElse("");
  }

  private static String text(BulkReport report) {
    BulkProgress counts = report.progress();
    double seconds = report.elapsed().toNanos() / 1e9;
    String text =
        String.format(
            Locale.ROOT,
            "Triaged %d, skipped %d, failed %d in %.1f s",
            counts.triaged(),
            counts.skipped(),
            counts.failed(),
            seconds);
    if (counts.triaged() == 0) {
      return text;
    }
    String models =
        report.models().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    String rate =
        seconds == 0
            ? ""
            : String.format(Locale.ROOT, " (%.0f a second)", counts.triaged() / seconds);
    String tokens =
        report.usage().totalTokens() == 0 ? "" : "; " + report.usage().totalTokens() + " tokens";
    String degraded =
        report.degraded() == 0
            ? ""
            : "; "
                + report.degraded()
                + " by the last resort, 'triage-all --degraded' triages them anew";
    return text + rate + " by " + models + tokens + degraded;
  }

  private static ObjectNode json(BulkReport report) {
    ObjectNode json =
        Output.object()
            .put("end", report.end().name().toLowerCase(Locale.ROOT))
            .put("triaged", report.progress().triaged())
            .put("skipped", report.progress().skipped())
            .put("failed", report.progress().failed())
            .put("degraded", report.degraded());
    ArrayNode failures = json.putArray("failures");
    for (Failure failure : report.failures()) {
      ObjectNode item = failures.addObject();
      item.put("ticket_id", failure.ticketId());
      if (failure.cause() instanceof TriageFailedException e) {
        item.put("reason", e.reason().name().toLowerCase(Locale.ROOT));
        item.put("attempts", e.attempts().size());
      }
      item.put("message", message(failure));
    }
    ObjectNode models = json.putObject("models");
    report.models().forEach(models::put);
    json.put("input_tokens", report.usage().inputTokens());
    json.put("output_tokens", report.usage().outputTokens());
    json.put("elapsed_seconds", report.elapsed().toMillis() / 1000.0);
    json.put("triaged_per_second", rate(report));
    report.cause().ifPresent(cause -> json.put("cause", cause.getMessage()));
    report
        .resumeAfter()
        .ifPresent(wait -> json.put("resume_after_seconds", wait.toMillis() / 1000.0));
    return json;
  }

  private static double rate(BulkReport report) {
    return report.elapsed().isZero()
        ? 0
        : Math.round(report.progress().triaged() / (report.elapsed().toNanos() / 1e9) * 10) / 10.0;
  }

  private static String message(Failure failure) {
    return failure.cause().getMessage();
  }
}
