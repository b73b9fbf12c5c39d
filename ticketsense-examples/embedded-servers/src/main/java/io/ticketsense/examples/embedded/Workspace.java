package io.ticketsense.examples.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A folder for the servers of this process, under the temporary folder of the machine. Its name
 * says whose it is, so that the servers of a process that was killed can be found and ended by the
 * next one.
 */
final class Workspace {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Path ROOT =
      Path.of(System.getProperty("java.io.tmpdir"))
          .resolve("ticketsense-" + System.getProperty("user.name"));

  private Workspace() {}

  /**
   * Ends what dead processes left behind, and makes a folder for a server of this one.
   *
   * @param server name of the folder
   * @return an empty folder
   */
  static Path create(String server) {
    try {
      Files.createDirectories(ROOT);
      endOrphans(ROOT);
      Path mine = Files.createDirectories(ROOT.resolve(owner(ProcessHandle.current())));
      return Files.createTempDirectory(mine, server + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder that {@link #create} made, and what is in it. */
  static void delete(Path folder) {
    deleteTree(folder);
    try {
      Files.deleteIfExists(ROOT.resolve(owner(ProcessHandle.current())));
    } catch (IOException e) {
      // Another server of this process has its folder there.
    }
  }

  static void endOrphans(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.filter(f -> !isOwnerAlive(f)).toList()) {
        endServers(folder);
        deleteTree(folder);
      }
    }
  }

  static String owner(ProcessHandle process) {
    return process.pid()
        + "-"
        + process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
  }

  private static boolean isOwnerAlive(Path folder) {
    String name = folder.getFileName().toString();
    try {
      long pid = Long.parseLong(name.split("-", 2)[0]);
      return ProcessHandle.of(pid).filter(p -> owner(p).equals(name)).isPresent();
    } catch (NumberFormatException e) {
      return true; // Not one of ours.
    }
  }

  private static void endServers(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      List<Path> pidFiles =
          files.filter(f -> List.of("postmaster.pid", "redis.pid").contains(name(f))).toList();
      for (Path pidFile : pidFiles) {
        server(pidFile).ifPresent(Workspace::end);
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Looks twice: a pid may belong to somebody else by now. */
  private static Optional<ProcessHandle> server(Path pidFile) throws IOException {
    String pid = Files.readString(pidFile, UTF_8).lines().findFirst().orElse("").strip();
    if (!pid.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .filter(c -> c.contains("postgres") || c.contains("redis-server"))
                    .isPresent());
  }

  static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void deleteTree(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // A server may still hold a file; the next start tries again.
    }
  }
}
