package io.ticketsense.lettuce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and loses what it should carry when told to. */
final class TestProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final Queue<Link> links = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lost = new AtomicInteger();

  private TestProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static TestProxy before(int target) throws IOException {
    TestProxy proxy =
        new TestProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    start(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Loses all that is sent from now on by those connected now, and tells nobody. */
  void loseAll() {
    links.forEach(link -> link.losing = true);
  }

  /** Counts the pieces that were lost. */
  int lost() {
    return lost.get();
  }

  /** Cuts all connections. */
  void cut() {
    links.forEach(Link::close);
    links.clear();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Link link = new Link(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
      links.add(link);
      start(() -> link.carry(link.client.getInputStream(), link.server.getOutputStream()));
      start(() -> link.carry(link.server.getInputStream(), link.client.getOutputStream()));
    }
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The connection ended, as it may.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws IOException;
  }

  private final class Link {

    private final Socket client;
    private final Socket server;
    private volatile boolean losing;

    private Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void carry(InputStream in, OutputStream out) throws IOException {
      try {
        byte[] piece = new byte[8192];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
          if (losing) {
            lost.incrementAndGet();
          } else {
            out.write(piece, 0, length);
          }
        }
      } finally {
        close();
      }
    }

    private void close() {
      try (client;
          server) {
        links.remove(this);
      } catch (IOException e) {
        // It is closed all the same.
      }
    }
  }
}
