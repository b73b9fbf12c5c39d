package io.ticketsense.examples.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/**
 * A real Redis on loopback that keeps everything in memory. One that outlives its process, because
 * that was killed, is ended by the next start.
 *
 * <p>A daemon, so that Ctrl-C, which a terminal sends to every process in the foreground, leaves it
 * to the caller to stop.
 */
public final class EmbeddedRedisServer implements AutoCloseable {

  private static final String NAME = "Redis";

  private final int port;
  private final Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedRedisServer(int port, Path folder) {
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts a server and waits until it answers. A thread that is interrupted meanwhile stops it
   * again and stays interrupted.
   *
   * @param port where to listen, or 0 for any free port
   * @return a server that the caller closes
   * @throws EmbeddedServerException if the port is in use, Redis does not start or the thread is
   *     interrupted; nothing is left running then
   */
  public static EmbeddedRedisServer start(int port) {
    return Lifecycle.start(NAME, "REDIS_URL", port, EmbeddedRedisServer::launch);
  }

  private static EmbeddedRedisServer launch(int port, Path folder) throws Exception {
    Path executable =
        Files.move(
            RedisExecProvider.defaultProvider().get().toPath(), folder.resolve("redis-server"));
    Path log = folder.resolve("redis.log");
    Files.write(
        folder.resolve("redis.conf"),
        List.of(
            "bind 127.0.0.1",
            "port " + port,
            "save \"\"",
            "pidfile " + Workspace.REDIS_PID,
            "logfile " + log.getFileName(),
            "daemonize yes"));
    int exitCode =
        new ProcessBuilder(executable.toString(), "redis.conf")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start()
            .waitFor();
    Path pidFile = folder.resolve(Workspace.REDIS_PID);
    if (exitCode != 0
        || !Lifecycle.await(
            () -> Workspace.server(pidFile).isPresent() && Ports.isListening(port))) {
      throw new IOException(lastLine(log));
    }
    return new EmbeddedRedisServer(port, folder);
  }

  private static String lastLine(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, UTF_8)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later);
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
      Lifecycle.stop(NAME, () -> Workspace.delete(folder));
    }
  }
}
