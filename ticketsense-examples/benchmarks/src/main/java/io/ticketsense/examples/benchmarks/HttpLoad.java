package io.ticketsense.examples.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Clients that keep their connections and ask again as soon as they are answered. Does as little as
 * possible itself, since it shares the machine with what it measures.
 */
final class HttpLoad implements AutoCloseable {

  private final int port;
  private final List<Socket> sockets = new ArrayList<>();
  private final ExecutorService threads;

  HttpLoad(int port, int connections) throws IOException {
    this.port = port;
    this.threads = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      sockets.add(socket);
    }
  }

  /** Makes every client ask for the same a number of times, and fails unless all are served. */
  void get(String path, int times) throws InterruptedException, ExecutionException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n").getBytes(US_ASCII);
    run(() -> request, times, 200);
  }

  /** Makes every client send JSON a number of times, and fails unless all is taken. */
  void post(String path, Supplier<String> json, int times)
      throws InterruptedException, ExecutionException {
    run(() -> post(path, json.get()), times, 201);
  }

  private byte[] post(String path, String json) {
    byte[] body = json.getBytes(UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private void run(Supplier<byte[]> request, int times, int status)
      throws InterruptedException, ExecutionException {
    List<Callable<Void>> clients = new ArrayList<>();
    for (Socket socket : sockets) {
      clients.add(
          () -> {
            HttpAnswers answers = new HttpAnswers(socket.getInputStream());
            for (int i = 0; i < times; i++) {
              socket.getOutputStream().write(request.get());
              Comparisons.require(answers.next() == status);
            }
            return null;
          });
    }
    for (Future<Void> client : threads.invokeAll(clients)) {
      var unused = client.get();
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
