package io.ticketsense.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedServersIT {

  @Test
  @DisplayName("Postgres answers at its address, and is gone after closing")
  void postgres_startAndClose_isThereAndGone() throws Exception {
    String url;
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0)) {
      url = server.url();
      try (Connection connection =
          DriverManager.getConnection("jdbc:" + url.replace("postgres@", "") + "?user=postgres")) {
        assertThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(16);
      }
    }
    assertThat(isOpen(url)).isFalse();
  }

  @Test
  @DisplayName("A durable Postgres commits to disk")
  void postgres_startDurable_commitsToDisk() throws Exception {
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.startDurable(0);
        Connection connection =
            DriverManager.getConnection(
                "jdbc:" + server.url().replace("postgres@", "") + "?user=postgres")) {
      for (String setting : List.of("fsync", "synchronous_commit")) {
        try (ResultSet shown = connection.createStatement().executeQuery("SHOW " + setting)) {
          assertThat(shown.next()).isTrue();
          assertThat(shown.getString(1)).as(setting).isEqualTo("on");
        }
      }
    }
  }

  @Test
  @DisplayName("Redis answers at its address, and is gone after closing")
  void redis_startAndClose_isThereAndGone() {
    String url;
    try (EmbeddedRedisServer server = EmbeddedRedisServer.start(0)) {
      url = server.url();
      assertThat(isOpen(url)).isTrue();
    }
    assertThat(isOpen(url)).isFalse();
  }

  @Test
  @DisplayName("A port in use is told, with the port and the server that wanted it")
  void start_portInUse_isTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedRedisServer.start(port))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContainingAll("Port " + port, "Redis", "in use");
      assertThatThrownBy(() -> EmbeddedPostgresServer.start(port))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContainingAll("Port " + port, "Postgres", "in use");
    }
  }

  @Test
  @DisplayName("An interrupted thread starts nothing and stays interrupted")
  void start_interrupted_startsNothing() throws IOException {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> EmbeddedRedisServer.start(0))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(serversOfThisProcess()).isEmpty();
  }

  @Test
  @DisplayName("A thread that is interrupted while a server starts leaves no part of one behind")
  void start_interruptedMeanwhile_leavesNothing() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread starter =
        new Thread(
            () -> {
              try {
                EmbeddedPostgresServer.start(0);
              } catch (EmbeddedServerException e) {
                thrown.set(e);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    starter.start();
    while (serversOfThisProcess().isEmpty() && starter.isAlive()) {
      Thread.onSpinWait();
    }

    starter.interrupt();
    starter.join();

    assertThat(thrown.get()).hasMessageContaining("interrupted");
    assertThat(stillInterrupted).isTrue();
    assertThat(serversOfThisProcess()).isEmpty();
    assertThat(Workspace.mine()).doesNotExist();
  }

  @Test
  @DisplayName("An interrupted thread stops its servers all the same")
  void close_interrupted_stops() {
    EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(0);
    EmbeddedRedisServer redis = EmbeddedRedisServer.start(0);
    Thread.currentThread().interrupt();
    try {
      redis.close();
      postgres.close();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(isOpen(postgres.url())).isFalse();
    assertThat(isOpen(redis.url())).isFalse();
    assertThat(serversOfThisProcess()).isEmpty();
    assertThat(Workspace.mine()).doesNotExist();
  }

  @Test
  @DisplayName("Redis is no child of ours, so that Ctrl-C in a terminal does not reach it")
  void redis_running_isDaemon() {
    try (EmbeddedRedisServer server = EmbeddedRedisServer.start(0)) {
      assertThat(isOpen(server.url())).isTrue();
      assertThat(serversOfThisProcess()).hasSize(1);
      assertThat(ProcessHandle.current().descendants())
          .noneMatch(process -> process.info().command().orElse("").contains("redis-server"));
    }
  }

  private static List<ProcessHandle> serversOfThisProcess() {
    String folder = Workspace.mine().toString();
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(line -> line.contains(folder)).isPresent())
        .toList();
  }

  @Test
  @DisplayName("Servers of a dead process are ended, those of a living one are left alone")
  void endOrphans_deadAndLiving_endsTheDead(@TempDir Path root) throws Exception {
    Path executable = Files.copy(Path.of("/bin/sleep"), root.resolve("redis-server"));
    assertThat(executable.toFile().setExecutable(true)).isTrue();
    Process orphan = new ProcessBuilder(executable.toString(), "600").start();
    Process ours = new ProcessBuilder(executable.toString(), "600").start();
    try {
      Path workspaces = Files.createDirectory(root.resolve("workspaces"));
      Path dead = pidFile(workspaces.resolve("999999999-1"), orphan);
      Path living = pidFile(workspaces.resolve(Workspace.owner(ProcessHandle.current())), ours);

      Workspace.endOrphans(workspaces);

      assertThat(orphan.isAlive()).isFalse();
      assertThat(dead).doesNotExist();
      assertThat(ours.isAlive()).isTrue();
      assertThat(living).exists();
    } finally {
      orphan.destroyForcibly();
      ours.destroyForcibly();
    }
  }

  private static Path pidFile(Path workspace, Process process) throws IOException {
    Path folder = Files.createDirectories(workspace.resolve("redis-1"));
    return Files.writeString(folder.resolve("redis.pid"), process.pid() + "\n");
  }

  private static boolean isOpen(String url) {
    URI uri = URI.create(url);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
