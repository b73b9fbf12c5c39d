package io.ticketsense.examples.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A chat completion server that always gives the same answer, after a while. It is a process of its
 * own, so that its work is not counted as its client's.
 */
final class ChatStub implements AutoCloseable {

  private static final byte[] ANSWER =
      answer(
          """
          {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[\
          {"index":0,"message":{"role":"assistant","content":"{\\"priority\\":\\"high\\",\
          \\"category\\":\\"billing\\",\\"sentiment\\":\\"angry\\",\\"summary\\":\\"The sender was \
          charged twice and wants the money back.\\",\\"tags\\":[\\"double-charge\\",\\"refund\\"]}"},\
          "finish_reason":"stop"}],"usage":{"prompt_tokens":900,"completion_tokens":90,\
          "total_tokens":990}}""");

  private final Process process;
  private final int port;

  private ChatStub(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static ChatStub start(long latencyMillis) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ChatStub.class.getName(),
                Long.toString(latencyMillis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(process.getInputStream().readNBytes(6), US_ASCII);
    return new ChatStub(process, Integer.parseInt(line.strip()));
  }

  String url() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  @Override
  public void close() {
    process.destroy();
  }

  /**
   * Serves until it is killed.
   *
   * @param args how many milliseconds an answer takes
   */
  public static void main(String[] args) throws IOException {
    long latencyNanos = Long.parseLong(args[0]) * 1_000_000;
    try (ServerSocket socket = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress())) {
      System.out.printf(Locale.ROOT, "%-6d", socket.getLocalPort());
      System.out.flush();
      while (true) {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        Thread thread = new Thread(() -> serve(client, latencyNanos));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void serve(Socket socket, long latencyNanos) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (skipRequest(in)) {
        long end = System.nanoTime() + latencyNanos;
        while (System.nanoTime() < end) {
          LockSupport.parkNanos(end - System.nanoTime());
        }
        out.write(ANSWER);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean skipRequest(InputStream in) throws IOException {
    int length = 0;
    String line = line(in);
    if (line.isEmpty()) {
      return false;
    }
    while (!line.isEmpty()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
      line = line(in);
    }
    in.skipNBytes(length);
    return true;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static byte[] answer(String body) {
    byte[] bytes = body.getBytes(US_ASCII);
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body)
        .getBytes(US_ASCII);
  }
}
