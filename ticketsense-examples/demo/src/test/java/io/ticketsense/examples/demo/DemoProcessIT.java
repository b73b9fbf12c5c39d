package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own, because ending it well is half of what it has to do. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
final class DemoProcessIT {

  private static final int CTRL_C = 130;
  private static final int CONTROL_C = 3;
  private static final Pattern BAR = Pattern.compile("\rTriage +[1-9]\\d?%");
  private static final String DATA = Path.of("../../data").toAbsolutePath().normalize().toString();
  private static final Path WORKSPACES =
      Path.of(System.getProperty("java.io.tmpdir"))
          .resolve("ticketsense-" + System.getProperty("user.name"));

  // A group of its own, as a shell gives it; and a SIGINT that a build in the background ignores.
  private static final List<String> AS_FROM_SHELL =
      List.of("env", "--default-signal=INT", "setsid");

  @TempDir private Path folder;

  private final List<Demo> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(demo -> demo.process.destroyForcibly());
  }

  /** A running demo. */
  private final class Demo {

    final Process process;
    final BufferedReader out;
    final Path err;
    final List<String> lines = new ArrayList<>();

    Demo(List<String> command) throws IOException {
      err = Files.createTempFile(folder, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(
              name ->
                  name.equals("DATABASE_URL")
                      || name.equals("REDIS_URL")
                      || name.startsWith("GROQ_"));
      process = builder.start();
      out = process.inputReader(UTF_8);
      started.add(this);
    }

    /** Reads on until a line starts like this, and returns the line. */
    String awaitLine(String start) throws IOException {
      String line = out.readLine();
      while (line != null) {
        lines.add(line);
        if (line.startsWith(start)) {
          return line;
        }
        line = out.readLine();
      }
      throw new AssertionError("No line " + start + " in " + lines + Files.readString(err));
    }

    String url(String variable) {
      String marker = variable + "=";
      return lines.stream()
          .filter(line -> line.contains(marker))
          .map(line -> line.substring(line.indexOf(marker) + marker.length()))
          .findFirst()
          .orElseThrow();
    }

    /** Sends what a terminal sends on Ctrl-C: a signal to every process of the group. */
    void interrupt() throws Exception {
      String target = (OS.LINUX.isCurrentOs() ? "-" : "") + process.pid();
      assertThat(new ProcessBuilder("kill", "-INT", "--", target).start().waitFor()).isZero();
    }

    int awaitEnd() throws Exception {
      String line = out.readLine();
      while (line != null) {
        lines.add(line);
        line = out.readLine();
      }
      return process.waitFor();
    }

    Optional<Path> workspace() throws IOException {
      if (!Files.isDirectory(WORKSPACES)) {
        return Optional.empty();
      }
      try (Stream<Path> all = Files.list(WORKSPACES)) {
        return all.filter(f -> f.getFileName().toString().startsWith(process.pid() + "-"))
            .findFirst();
      }
    }

    /** Finds the servers by the folder they were started in. */
    List<ProcessHandle> servers() {
      String marker = WORKSPACES + "/" + process.pid() + "-";
      return ProcessHandle.allProcesses()
          .filter(p -> p.info().commandLine().filter(c -> c.contains(marker)).isPresent())
          .toList();
    }

    void assertEndedByInterrupt() throws Exception {
      assertThat(awaitEnd()).isEqualTo(CTRL_C);
      // At most this one line, if tickets were in flight; no part of a stack trace, no excuses.
      assertThat(Files.readString(err)).isIn("", "Interrupted; run again to go on\n");
      assertNothingLeft();
    }

    void assertNothingLeft() throws IOException {
      await().atMost(Duration.ofSeconds(30)).until(() -> servers().isEmpty());
      assertThat(workspace()).isEmpty();
    }
  }

  private static List<String> java(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--dir",
                DATA,
                "--port",
                "0",
                "--dashboard-port",
                "0"));
    command.addAll(List.of(options));
    return command;
  }

  private Demo start(String... options) throws IOException {
    List<String> command = new ArrayList<>(OS.LINUX.isCurrentOs() ? AS_FROM_SHELL : List.of());
    command.addAll(java(options));
    return new Demo(command);
  }

  private static boolean isOpen(String url) {
    URI uri = URI.create(url);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @DisplayName("The whole job runs on servers of its own, whose printed addresses answer")
  void demo_ctrlCAtTheEnd_endsAll() throws Exception {
    Demo demo = start();
    demo.awaitLine("Running until Ctrl-C");

    assertThat(demo.lines)
        .anySatisfy(line -> assertThat(line).startsWith("Triaged 300, skipped 0, failed 0 in "))
        .contains("300 tickets, 300 triaged");
    String databaseUrl = demo.url("DATABASE_URL");
    String redisUrl = demo.url("REDIS_URL");
    assertThat(demo.lines)
        .contains("Look inside: psql " + databaseUrl, "Look inside: redis-cli -u " + redisUrl);
    String jdbcUrl = "jdbc:" + databaseUrl.replace("postgres@", "") + "?user=postgres";
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(16);
    }
    assertThat(isOpen(redisUrl)).isTrue();
    assertThat(demo.servers()).isNotEmpty();
    assertThat(demo.workspace()).isPresent();
    // A second run elsewhere finds all done.
    Cli.Run again =
        Cli.run(Map.of("DATABASE_URL", databaseUrl, "REDIS_URL", redisUrl), "triage-all");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).startsWith("Triaged 0, skipped 300, failed 0 in ");

    demo.interrupt();

    demo.assertEndedByInterrupt();
    assertThat(Files.readString(demo.err)).isEmpty();
    assertThat(demo.lines).endsWith("Stopping the servers");
    assertThat(isOpen(databaseUrl)).isFalse();
    assertThat(isOpen(redisUrl)).isFalse();
  }

  @Test
  @DisplayName("Ctrl-C in the middle of the triage ends all")
  void demo_ctrlCWhileTriaging_endsAll() throws Exception {
    Demo demo = start();
    demo.awaitLine("Read 300 tickets");

    demo.interrupt();

    demo.assertEndedByInterrupt();
    assertThat(demo.lines).doesNotContain("Running until Ctrl-C").endsWith("Stopping the servers");
  }

  @Test
  @DisplayName("Ctrl-C while Postgres is being made ends all")
  void demo_ctrlCWhileStarting_endsAll() throws Exception {
    Demo demo = start();
    demo.awaitLine("Started Redis");

    demo.interrupt();

    demo.assertEndedByInterrupt();
  }

  @Test
  @DisplayName("Ctrl-C as soon as there is anything to end, ends it")
  void demo_ctrlCRightAfterStart_endsAll() throws Exception {
    Demo demo = start();
    await().until(() -> demo.workspace().isPresent());

    demo.interrupt();

    demo.assertEndedByInterrupt();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("Ctrl-C that first ends a process of the start, which fails then, is no failure")
  void demo_ctrlCNoticedLate_endsAll() throws Exception {
    Path uname = folder.resolve("uname");
    Files.writeString(
        uname, "#!/bin/sh\n(sleep 0.3; kill -INT $PPID) > /dev/null 2>&1 &\nexit 130\n");
    assertThat(uname.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(AS_FROM_SHELL);
    command.addAll(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
    command.addAll(java());

    new Demo(command).assertEndedByInterrupt();
  }

  @Test
  @DisplayName("What a killed demo leaves running, the next one ends; told to exit, it does")
  void demo_afterKill_endsOrphans() throws Exception {
    Demo killed = start();
    killed.awaitLine("Read 300 tickets");
    killed.process.destroyForcibly().waitFor();
    assertThat(isOpen(killed.url("DATABASE_URL"))).isTrue();
    assertThat(isOpen(killed.url("REDIS_URL"))).isTrue();

    Demo next = start("--exit");

    assertThat(next.awaitEnd()).isZero();
    assertThat(next.lines)
        .contains("300 tickets, 300 triaged")
        .doesNotContain("Running until Ctrl-C")
        .endsWith("Stopping the servers");
    assertThat(Files.readString(next.err)).isEmpty();
    next.assertNothingLeft();
    killed.assertNothingLeft();
    assertThat(isOpen(killed.url("DATABASE_URL"))).isFalse();
    assertThat(isOpen(killed.url("REDIS_URL"))).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("On a terminal there is a bar, and Ctrl-C under it ends all")
  void demo_ctrlCOnTerminal_endsAll() throws Exception {
    String command =
        java().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ", "exec ", ""));
    Demo demo =
        new Demo(List.of("env", "--default-signal=INT", "script", "-qec", command, "/dev/null"));
    StringBuilder screen = new StringBuilder();
    while (!BAR.matcher(screen).find()) {
      int c = demo.out.read();
      assertThat(c).as("%s", screen).isNotNegative();
      screen.append((char) c);
    }

    demo.process.getOutputStream().write(CONTROL_C);
    demo.process.getOutputStream().flush();

    assertThat(demo.awaitEnd()).isEqualTo(CTRL_C);
    assertThat(demo.lines)
        .contains("Interrupted; run again to go on")
        .endsWith("Stopping the servers")
        .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    demo.lines.addAll(0, screen.toString().lines().toList());
    assertThat(isOpen(demo.url("DATABASE_URL"))).isFalse();
    assertThat(isOpen(demo.url("REDIS_URL"))).isFalse();
  }
}
