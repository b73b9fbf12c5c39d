package io.ticketsense.examples.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder for the servers of this process, under the temporary folder of the machine. Its name
 * says whose it is, so that the servers of a process that was killed can be found and ended by the
 * next one.
 */
final class Workspace {

  static final String POSTGRES_PID = "postmaster.pid";
  static final String REDIS_PID = "redis.pid";

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
  static Path create(String server) throws IOException, InterruptedException {
    Files.createDirectories(ROOT);
    endOrphans(ROOT);
    return Files.createTempDirectory(Files.createDirectories(mine()), server + "-");
  }

  /** Ends a server whose folder {@link #create} made, if it runs, and deletes the folder. */
  static void delete(Path folder) throws InterruptedException {
    endServers(folder);
    deleteTree(folder);
    try {
      Files.deleteIfExists(mine());
    } catch (IOException e) {
      // Another server of this process has its folder there.
    }
  }

  /** Returns the folder of this process, which exists while any of its servers does. */
  static Path mine() {
    return ROOT.resolve(owner(ProcessHandle.current()));
  }

  static void endOrphans(Path root) throws IOException, InterruptedException {
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

  private static void endServers(Path folder) throws InterruptedException {
    for (Path pidFile : pidFiles(folder)) {
      Optional<ProcessHandle> server = server(pidFile);
      if (server.isPresent()) {
        end(server.get(), pidFile);
      }
    }
  }

  private static List<Path> pidFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(f -> List.of(POSTGRES_PID, REDIS_PID).contains(f.getFileName().toString()))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // Somebody else is deleting it.
    }
  }

  /** Finds the server that wrote a file. Looks twice: a pid may belong to somebody else by now. */
  static Optional<ProcessHandle> server(Path pidFile) {
    String pid;
    try (Stream<String> lines = Files.lines(pidFile, UTF_8)) {
      pid = lines.findFirst().orElse("").strip();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
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

  /** One that has ended may linger for its parent to notice; that its file is gone shows too. */
  private static void end(ProcessHandle process, Path pidFile) throws InterruptedException {
    process.destroy();
    if (!Lifecycle.await(() -> !process.isAlive() || Files.notExists(pidFile))) {
      process.destroyForcibly();
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
