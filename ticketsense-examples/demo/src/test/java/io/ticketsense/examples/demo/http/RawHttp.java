package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client for what no proper client sends. */
final class RawHttp {

  private static final int NO_HANG_MILLIS = 20_000;
  private static final int UNTIL_ANSWERED_MILLIS = 200;

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

  /**
   * Sends a body so long after its headers that these could be answered, then another request, and
   * returns all that comes back until the server hangs up.
   */
  static String sendLate(int port, String head, String body) throws IOException {
    String next = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.setSoTimeout(UNTIL_ANSWERED_MILLIS);
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      try {
        reply.write(socket.getInputStream().read());
      } catch (SocketTimeoutException e) {
        // It waits for the body.
      }
      socket.getOutputStream().write((body + next).getBytes(ISO_8859_1));
      socket.setSoTimeout(NO_HANG_MILLIS);
      socket.getInputStream().transferTo(reply);
      return reply.toString(ISO_8859_1);
    }
  }
}
