package io.ticketsense.examples.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Postgres on loopback, with a fresh and empty data folder that is deleted at the end. One
 * that outlives its process, because that was killed, is ended by the next start.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgresServer(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param port where to listen, or 0 for any free port
   * @return a server that the caller closes
   * @throws EmbeddedServerException if the port is in use or Postgres does not start
   */
  public static EmbeddedPostgresServer start(int port) {
    int free = Ports.free("Postgres", port);
    Path folder = Workspace.create("postgres");
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPort(free)
              .setDataDirectory(folder.resolve("data"))
              .setCleanDataDirectory(true)
              .setRegisterShutdownHook(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .start();
      return new EmbeddedPostgresServer(server, folder);
    } catch (IOException | RuntimeException e) {
      Workspace.delete(folder);
      throw new EmbeddedServerException(
          "Embedded Postgres did not start: " + e.getMessage() + "; set DATABASE_URL to your own");
    }
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
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      server.close();
    } catch (IOException e) {
      throw new EmbeddedServerException("Embedded Postgres did not stop: " + e.getMessage());
    } finally {
      Workspace.delete(folder);
    }
  }
}
