package io.ticketsense.examples.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Postgres on loopback, with a fresh and empty data folder that is deleted at the end. One
 * that outlives its process, because that was killed, is ended by the next start.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

  /** What the library turns off. */
  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on");

  private static final String NAME = "Postgres";

  private final EmbeddedPostgres server;
  private final Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgresServer(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /**
   * Starts a server and waits until it answers. A thread that is interrupted meanwhile stops it
   * again and stays interrupted.
   *
   * @param port where to listen, or 0 for any free port
   * @return a server that the caller closes
   * @throws EmbeddedServerException if the port is in use, Postgres does not start or the thread is
   *     interrupted; nothing is left running then
   */
  public static EmbeddedPostgresServer start(int port) {
    return Lifecycle.start(
        NAME, "DATABASE_URL", port, (free, folder) -> launch(free, folder, Map.of()));
  }

  /**
   * Starts a server whose commits have reached the disk when they return, as they have where
   * tickets matter; others may lose the last ones in a crash, and are faster.
   *
   * @param port where to listen, or 0 for any free port
   * @return a server that the caller closes
   * @throws EmbeddedServerException as {@link #start} throws it
   */
  public static EmbeddedPostgresServer startDurable(int port) {
    return Lifecycle.start(
        NAME, "DATABASE_URL", port, (free, folder) -> launch(free, folder, DURABLE));
  }

  private static EmbeddedPostgresServer launch(
      int port, Path folder, Map<String, String> configuration) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(true)
            .setRegisterShutdownHook(false)
            .setServerConfig("listen_addresses", "127.0.0.1");
    configuration.forEach(builder::setServerConfig);
    return new EmbeddedPostgresServer(builder.start(), folder);
  }

  /**
   * Returns where to connect.
   *
   * @return for instance {@code postgresql://postgres@127.0.0.1:40123/postgres}
   */
  public String url() {
    return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Stops the server and deletes its data. May be called again. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Lifecycle.stop(
          NAME,
          () -> {
            try {
              server.close();
            } finally {
              Workspace.delete(folder);
            }
          });
    }
  }
}
