package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client for what no proper client sends. */
final class RawHttp {

  private static final int NO_HANG_MILLIS = 20_000;

  private RawHttp() {}

  /** Sends a request and its headers, and returns all that comes back until the server hangs up. */
  static String send(int port, String request) throws IOException {
    return exchange(port, request + "Connection: close\r\n\r\n");
  }

  /** Sends anything, and returns all that comes back until the server hangs up. */
  static String exchange(int port, String anything) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(NO_HANG_MILLIS);
      socket.getOutputStream().write(anything.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
