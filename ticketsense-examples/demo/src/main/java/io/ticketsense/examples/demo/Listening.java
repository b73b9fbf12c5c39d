package io.ticketsense.examples.demo;

import io.ticketsense.examples.demo.http.BoundPorts;
import io.ticketsense.examples.demo.http.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Where the API and the dashboard are to be found. */
final class Listening {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8000",
      description = "Port of the HTTP API (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int port;

  @Option(
      names = "--dashboard-port",
      paramLabel = "PORT",
      defaultValue = "8501",
      description = "Port of the dashboard (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int dashboardPort;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0: all).")
  private String host;

  /** Returns what the command line and the settings say. */
  ServerOptions options(Settings settings, boolean accessLog) {
    requirePort("--port", port);
    requirePort("--dashboard-port", dashboardPort);
    return new ServerOptions(
        host, port, dashboardPort, settings.apiToken(), settings.corsOrigins(), accessLog);
  }

  static BoundPorts bind(ServerOptions options) {
    try {
      return BoundPorts.bind(options);
    } catch (IOException e) {
      throw new ConfigurationException(
          e.getMessage() + "; choose by --port, --dashboard-port and --host");
    }
  }

  static void announce(ServerOptions options, BoundPorts ports, Output output) {
    String host = isThisMachineOnly(options.host()) ? "localhost" : options.host();
    output.note("Dashboard          http://" + host + ":" + ports.dashboardPort());
    output.note("HTTP API           http://" + host + ":" + ports.apiPort() + "/docs");
    if (!isThisMachineOnly(options.host()) && options.apiToken().isEmpty()) {
      output.problem("Anybody who reaches this address may write; set TICKETSENSE_API_TOKEN");
    }
  }

  private static boolean isThisMachineOnly(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static void requirePort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new ConfigurationException(option + " must be 1 to 65535, or 0 for any free one");
    }
  }
}
