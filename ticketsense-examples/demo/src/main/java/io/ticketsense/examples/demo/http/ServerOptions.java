package io.ticketsense.examples.demo.http;

import java.util.List;
import java.util.Optional;

/**
 * Where the server listens and whom it serves.
 *
 * @param host address to listen on; {@code 127.0.0.1} for this machine only
 * @param port of the API, 1 to 65535, or 0 for any free one
 * @param dashboardPort of the dashboard, 1 to 65535, or 0 for any free one
 * @param apiToken what writers must send as a bearer token; empty if anybody may write
 * @param corsOrigins pages of other servers that may call the API, such as {@code
 *     https://desk.example}; usually none
 * @param accessLog whether each request is logged
 */
public record ServerOptions(
    String host,
    int port,
    int dashboardPort,
    Optional<String> apiToken,
    List<String> corsOrigins,
    boolean accessLog) {

  /** Creates options. */
  public ServerOptions {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /** Returns where the server listens; the token is secret. */
  @Override
  public String toString() {
    return "ServerOptions[host="
        + host
        + ", port="
        + port
        + ", dashboardPort="
        + dashboardPort
        + "]";
  }
}
