package io.ticketsense.examples.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports on loopback. */
final class Ports {

  static final int ANY = 0;

  private Ports() {}

  /**
   * Makes sure that a port is free.
   *
   * @param server who wants it, for the message
   * @param port 1 to 65535, or {@link #ANY}
   * @return the port, or a free one in place of {@link #ANY}
   * @throws EmbeddedServerException if the port is in use
   */
  static int free(String server, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Port " + port + " for " + server + " is in use; choose another one, or none for any");
    }
  }

  /** Tells whether somebody answers. */
  static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
