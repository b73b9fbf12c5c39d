package io.ticketsense.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisExecProvider;

/** A real Redis on loopback that can be stopped and paused, with a client to look at it. */
final class TestRedis implements AutoCloseable {

  private static final int HIGHEST_PORT = 55_000; // A cluster adds 10,000.
  private static final Path EXECUTABLE = extract();

  private final int port;
  private final Path folder;
  private final RedisClient client;
  private Process process;
  private RedisCommands<String, String> commands;

  private TestRedis(int port, Path folder, RedisURI uri) {
    this.port = port;
    this.folder = folder;
    this.client = RedisClient.create(uri);
  }

  static TestRedis start(String... settings) {
    int port = freePort();
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.add("port " + port);
    return start(port, lines, RedisURI.create("redis://127.0.0.1:" + port));
  }

  /** Starts one whose settings say themselves where it listens. */
  static TestRedis start(int port, List<String> settings, RedisURI uri) {
    try {
      Path folder = Files.createTempDirectory("redis");
      List<String> lines = new ArrayList<>(settings);
      lines.addAll(List.of("bind 127.0.0.1", "save \"\"", "dir " + folder));
      Files.write(folder.resolve("redis.conf"), lines);
      TestRedis redis = new TestRedis(port, folder, uri);
      redis.startServer();
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (socket.getLocalPort() < HIGHEST_PORT) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("No free port");
  }

  void startServer() {
    try {
      process =
          new ProcessBuilder(EXECUTABLE.toString(), "redis.conf")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("redis.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
              }
            });
  }

  void stopServer() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void pause() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int exit =
          new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
      assertThat(exit).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  RedisClient client() {
    return client;
  }

  int port() {
    return port;
  }

  RedisURI uri() {
    return RedisURI.create("redis://127.0.0.1:" + port);
  }

  /** One connection to look at the server with. */
  RedisCommands<String, String> commands() {
    if (commands == null) {
      commands = client.connect().sync();
    }
    return commands;
  }

  @Override
  public void close() {
    client.shutdown();
    stopServer();
    try (var files = Files.list(folder)) {
      files.forEach(file -> file.toFile().delete());
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path extract() {
    try {
      return RedisExecProvider.defaultProvider().get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
