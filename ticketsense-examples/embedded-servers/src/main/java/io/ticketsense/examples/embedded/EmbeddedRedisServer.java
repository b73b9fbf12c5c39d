package io.ticketsense.examples.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.embedded.RedisServer;

/**
 * A real Redis on loopback that keeps everything in memory. One that outlives its process, because
 * that was killed, is ended by the next start.
 */
public final class EmbeddedRedisServer implements AutoCloseable {

  private final RedisServer server;
  private final int port;
  private final Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedRedisServer(RedisServer server, int port, Path folder) {
    this.server = server;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param port where to listen, or 0 for any free port
   * @return a server that the caller closes
   * @throws EmbeddedServerException if the port is in use or Redis does not start
   */
  public static EmbeddedRedisServer start(int port) {
    int free = Ports.free("Redis", port);
    Path folder = Workspace.create("redis");
    try {
      RedisServer server =
          RedisServer.builder()
              .port(free)
              .setting("bind 127.0.0.1")
              .setting("save \"\"")
              .setting("dir " + folder)
              .setting("pidfile " + folder.resolve("redis.pid"))
              .build();
      server.start();
      return new EmbeddedRedisServer(server, free, folder);
    } catch (RuntimeException e) {
      Workspace.delete(folder);
      throw new EmbeddedServerException(
          "Embedded Redis did not start: " + e.getMessage() + "; set REDIS_URL to your own");
    }
  }

  /**
   * Returns where to connect.
   *
   * @return for instance {@code redis://127.0.0.1:40124}
   */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Stops the server. May be called again. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        server.stop();
      } finally {
        Workspace.delete(folder);
      }
    }
  }
}
