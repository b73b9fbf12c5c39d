package io.ticketsense.examples.demo.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The HTTP API and the dashboard, on two ports for those who look for one of them there. Both ports
 * serve the same, so that the page calls the server that it came from.
 *
 * <p>Close it to let requests in flight end; the ports and the backend are the caller's.
 */
public final class ApiServer implements AutoCloseable {

  /** How long requests in flight may take to end when the server is closed. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private final BoundPorts ports;
  private final ServerOptions options;
  final Javalin javalin;

  private ApiServer(BoundPorts ports, ServerOptions options, Backend backend) {
    this.ports = ports;
    this.options = options;
    this.javalin = Javalin.create(config -> configure(config, backend));
  }

  /**
   * Begins to answer.
   *
   * @param ports where to listen; closed by the caller
   * @param options whom to serve
   * @param backend what to serve
   * @return a server that answers
   */
  public static ApiServer start(BoundPorts ports, ServerOptions options, Backend backend) {
    ApiServer server = new ApiServer(ports, options, backend);
    var unused = server.javalin.start();
    return server;
  }

  /**
   * Returns where the server listens.
   *
   * @return the ports it was started on
   */
  public BoundPorts ports() {
    return ports;
  }

  @Override
  public void close() {
    var unused = javalin.stop();
  }

  private void configure(JavalinConfig config, Backend backend) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(ApiServer::configure);
    config.jetty.addConnector((server, http) -> connector(server, http, ports.api()));
    config.jetty.addConnector((server, http) -> connector(server, http, ports.dashboard()));
    if (options.accessLog()) {
      config.requestLogger.http(AccessLog::log);
    }
    if (!options.corsOrigins().isEmpty()) {
      Cors.allow(config, options.corsOrigins());
    }
    Access access = new Access(options);
    config
        .routes
        .before(RequestIds::assign)
        .before(SecurityHeaders::add)
        .before(access::requireOwnHost)
        .after(new UnreadBodies()::discard);
    Problems.addTo(config.routes);
    Routes routes = new Routes(config.routes, access);
    new HealthRoutes(backend).addTo(routes);
    new OverviewRoutes(backend.overviews()).addTo(routes);
    new TicketRoutes(backend).addTo(routes);
    new BulkRoutes(backend.bulkRuns()).addTo(routes);
    Page.addTo(routes);
    WebFiles.addTo(config.staticFiles);
  }

  private static void configure(Server server) {
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(GRACE.toMillis());
    server.setErrorHandler(new JettyProblems());
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ServerSocketChannel channel) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    try {
      connector.open(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }
}
