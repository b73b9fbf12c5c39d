package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketNotFoundException;
import io.ticketsense.error.Violation;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells clients why something failed, and the log what is our own fault. */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int FRAMES_LOGGED = 8;

  private Problems() {}

  static void addTo(RoutesConfig routes) {
    routes
        .exception(ProblemException.class, (e, ctx) -> send(ctx, e.problem()))
        .exception(InvalidTicketException.class, (e, ctx) -> send(ctx, of(e)))
        .exception(
            TicketNotFoundException.class,
            (e, ctx) -> send(ctx, Problem.of(404, "ticket-not-found", e.getMessage() + ".")))
        .exception(
            DuplicateTicketException.class,
            (e, ctx) -> send(ctx, Problem.of(409, "ticket-exists", e.getMessage() + ".")))
        .exception(TriageFailedException.class, (e, ctx) -> send(ctx, of(e)))
        .exception(StorageException.class, (e, ctx) -> send(ctx, of(e)))
        .exception(HttpResponseException.class, (e, ctx) -> send(ctx, of(e, ctx)))
        .exception(Exception.class, Problems::internal);
  }

  static void send(Context ctx, Problem problem) {
    problem.headers().forEach(ctx::header);
    ctx.status(problem.status())
        .contentType(Problem.CONTENT_TYPE)
        .result(problem.json(RequestIds.of(ctx)).toString().getBytes(UTF_8));
  }

  private static Problem of(InvalidTicketException e) {
    // What is no object at all has no fields to name.
    return e.violations().stream()
        .filter(violation -> violation.field().isEmpty())
        .findFirst()
        .map(Violation::message)
        .map(message -> Problem.of(400, "malformed-json", "The body " + message + "."))
        .orElseGet(() -> Problem.invalid("invalid-ticket", e.violations()));
  }

  private static Problem of(TriageFailedException e) {
    Problem problem =
        Problem.unavailable(
            "triage-failed",
            e.getMessage() + ". The ticket and its labels are as before.",
            "model");
    return e.retryAfter()
        .map(wait -> problem.withHeader("Retry-After", seconds(wait)))
        .orElse(problem);
  }

  private static Problem of(StorageException e) {
    String kind = "storage-" + e.reason().name().toLowerCase(Locale.ROOT);
    String hint =
        e.reason() == StorageException.Reason.SCHEMA ? "; 'init-db' makes the tables" : "";
    // All that is done with tickets is done by Postgres, and nothing else is.
    String cause = e.operation().contains("ticket") ? "postgres" : "redis";
    return Problem.unavailable(kind, e.getMessage() + hint + ".", cause);
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private static Problem of(HttpResponseException e, Context ctx) {
    int status = e.getStatus();
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 ->
          Problem.of(status, "not-found", "There is nothing here. /docs lists what there is.");
      case HttpStatus.METHOD_NOT_ALLOWED_405 -> methodNotAllowed(e, ctx);
      default -> Problem.of(status, "http-" + status, HttpStatus.getMessage(status) + ".");
    };
  }

  private static Problem methodNotAllowed(HttpResponseException e, Context ctx) {
    String allowed =
        Optional.ofNullable(e.getDetails().get("availableMethods"))
            .map(names -> Arrays.stream(names.split("[,\\s\\[\\]]+")))
            .map(names -> names.filter(name -> !name.isBlank()).collect(Collectors.joining(", ")))
            .orElse("");
    return Problem.of(405, "method-not-allowed", ctx.path() + " takes " + allowed + " only.")
        .withHeader("Allow", allowed);
  }

  private static void internal(Exception e, Context ctx) {
    // Without its message, which may quote what the request held.
    LOG.error(
        "Request {} failed with {} at {}",
        RequestIds.of(ctx).orElse("-"),
        e.getClass().getName(),
        Arrays.stream(e.getStackTrace())
            .limit(FRAMES_LOGGED)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < ")));
    send(ctx, Problem.of(500, "internal-error", "Something is wrong with this server."));
  }
}
