package io.ticketsense.examples.demo.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * The two ports, taken before anything else is started, so that a port in use costs no time.
 * Clients that connect wait until there is a server. Close it to let go of the ports.
 */
public final class BoundPorts implements AutoCloseable {

  private final ServerSocketChannel api;
  private final ServerSocketChannel dashboard;

  private BoundPorts(ServerSocketChannel api, ServerSocketChannel dashboard) {
    this.api = api;
    this.dashboard = dashboard;
  }

  /**
   * Takes the ports.
   *
   * @param options which ones
   * @return the ports
   * @throws IOException if one of them cannot be had; the message says which one and why
   */
  public static BoundPorts bind(ServerOptions options) throws IOException {
    ServerSocketChannel api = bind(options.host(), options.port());
    try {
      return new BoundPorts(api, bind(options.host(), options.dashboardPort()));
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  private static ServerSocketChannel bind(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("There is no host of the name " + host);
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
    } catch (BindException e) {
      channel.close();
      throw new IOException("Port " + port + " of " + host + ": " + e.getMessage(), e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Returns the port of the API.
   *
   * @return 1 to 65535
   */
  public int apiPort() {
    return api.socket().getLocalPort();
  }

  /**
   * Returns the port of the dashboard.
   *
   * @return 1 to 65535
   */
  public int dashboardPort() {
    return dashboard.socket().getLocalPort();
  }

  ServerSocketChannel api() {
    return api;
  }

  ServerSocketChannel dashboard() {
    return dashboard;
  }

  @Override
  public void close() {
    try (api;
        dashboard) {
      // Closed by the server already, if there was one.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
