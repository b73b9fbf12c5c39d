package io.ticketsense.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** A real Postgres on loopback that keeps what it acknowledged, and can be made to fail. */
final class TestPostgres implements AutoCloseable {

  private final Path folder;
  private EmbeddedPostgres server;

  private TestPostgres(Path folder) throws IOException {
    this.folder = folder;
    this.server = launch(folder, 0);
  }

  static TestPostgres start() {
    try {
      return new TestPostgres(Files.createTempDirectory("ticketsense-postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres launch(Path folder, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  DataSource dataSource() {
    return server.getPostgresDatabase();
  }

  /** Returns one for a role of the test, with a password that no message may show. */
  PGSimpleDataSource dataSource(String user) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port()});
    source.setDatabaseName("postgres");
    source.setUser(user);
    source.setPassword("secret-password");
    return source;
  }

  /** Makes a database that sorts text as people do, as most servers do and this one does not. */
  DataSource linguisticDatabase() {
    execute(
        "CREATE DATABASE linguistic TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            + " LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
    return server.getDatabase("postgres", "linguistic");
  }

  int port() {
    return server.getPort();
  }

  Jdbi jdbi() {
    return Jdbi.create(dataSource());
  }

  void execute(String sql) {
    jdbi().useHandle(handle -> handle.execute(sql));
  }

  long number(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  void emptySchema() {
    execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    TicketSchema.migrate(dataSource());
  }

  /** Makes storing a ticket take a good millisecond, so that a fault can come in between. */
  void slowDown() {
    execute(
        "CREATE SEQUENCE progress; CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(0.001), nextval(''progress''); RETURN NEW; END';"
            + " CREATE TRIGGER slow BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION slow()");
  }

  /** Waits until so many tickets were on their way, whatever became of them. */
  void awaitProgress(long tickets) throws Exception {
    Await.until(() -> number("SELECT last_value FROM progress") >= tickets);
  }

  void speedUp() {
    execute("DROP FUNCTION slow CASCADE; DROP SEQUENCE progress");
  }

  /** Ends all sessions and the server, as an administrator does. */
  void stop() throws IOException {
    server.close();
  }

  /** Ends the server without giving it the chance to put anything in order. */
  void kill() throws Exception {
    signal("-KILL", List.of(postmaster()));
    server.close();
  }

  /** Stops the process that starts all others first, or those it still starts would go on. */
  void pause() throws Exception {
    signal("-STOP", List.of(postmaster()));
    signal("-STOP", postmaster().descendants().toList());
  }

  void resume() throws Exception {
    List<ProcessHandle> processes = new ArrayList<>(postmaster().descendants().toList());
    processes.add(postmaster());
    signal("-CONT", processes);
  }

  /** Starts a server on the data and at the port of the one before. */
  void startAgain() throws Exception {
    int port = server.getPort();
    Await.until(
        () -> {
          try {
            server = launch(folder, port);
            return true;
          } catch (IOException | IllegalStateException e) {
            return false; // Processes of the one before are still ending.
          }
        });
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Override
  public void close() {
    try {
      server.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
