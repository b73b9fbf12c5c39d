package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import java.util.Map;
import org.eclipse.jetty.server.Response;

/** What browsers are told not to do. */
final class SecurityHeaders {

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          // Tickets are personal; files of the page say otherwise for themselves.
          "Cache-Control",
          "no-store");

  private SecurityHeaders() {}

  static void add(Context ctx) {
    ALWAYS.forEach(ctx::header);
  }

  static void add(Response response) {
    ALWAYS.forEach(response.getHeaders()::put);
  }
}
