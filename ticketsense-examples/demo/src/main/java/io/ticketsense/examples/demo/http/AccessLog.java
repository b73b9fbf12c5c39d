package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request, without anything that a client made up. */
final class AccessLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.ticketsense.access");

  private AccessLog() {}

  static void log(Context ctx, float milliseconds) {
    String route =
        Optional.ofNullable(ctx.endpoints().lastHttpEndpoint())
            .map((Endpoint endpoint) -> endpoint.path)
            .orElse("(other)");
    LOG.info(
        "{} {} {} {} ms {}",
        HandlerType.commonHttp().contains(ctx.method()) ? ctx.method().name() : "(other)",
        route,
        ctx.statusCode(),
        String.format(Locale.ROOT, "%.1f", milliseconds),
        RequestIds.of(ctx).orElse("-"));
  }
}
