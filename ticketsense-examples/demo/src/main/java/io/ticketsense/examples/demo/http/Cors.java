package io.ticketsense.examples.demo.http;

import io.javalin.config.JavalinConfig;
import java.util.List;

/** Lets pages of other servers call the API. */
final class Cors {

  private Cors() {}

  static void allow(JavalinConfig config, List<String> origins) {
    config.bundledPlugins.enableCors(
        cors ->
            cors.addRule(
                rule -> {
                  origins.forEach(rule::allowHost);
                  rule.exposeHeader("Link");
                  rule.exposeHeader("Location");
                  rule.exposeHeader("Retry-After");
                  rule.exposeHeader(RequestIds.HEADER);
                  rule.exposeHeader(TicketRoutes.TRIAGE_STATUS);
                }));
  }
}
