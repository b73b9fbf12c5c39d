package io.ticketsense.examples.demo;

import static io.ticketsense.examples.demo.BulkStage.assertCounts;
import static io.ticketsense.examples.demo.BulkStage.problems;
import static io.ticketsense.examples.demo.BulkStage.report;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bulk run by the runnable jar, as a process that is killed, doubled, interrupted or silenced.
 */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class BulkProcessIT {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int CTRL_C = 130;
  private static final int CONCURRENCY = 8;
  private static final Path JAR = Path.of("target", "ticketsense-demo.jar").toAbsolutePath();

  private static BulkStage stage;

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path folder) {
    stage = new BulkStage(folder);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  /** Prepares a run of its own name, which is its key and that of its output files. */
  private ProcessBuilder run(String name, ModelStub stub, String... systemProperties) {
    List<String> command = new ArrayList<>();
    if (OS.LINUX.isCurrentOs()) {
      command.addAll(List.of("env", "--default-signal=INT")); // A build may ignore it.
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(systemProperties));
    command.addAll(List.of("-jar", JAR.toString(), "triage-all", "--json"));
    command.addAll(List.of("--concurrency", Integer.toString(CONCURRENCY)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(file(name + ".out"))
            .redirectError(file(name + ".err"));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("GROQ_"));
    environment.putAll(stage.variables(stub));
    environment.put("GROQ_API_KEY", name);
    return builder;
  }

  private File file(String name) {
    return folder.resolve(name).toFile();
  }

  private String content(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, SECONDS)).as("has ended").isTrue();
    return process.exitValue();
  }

  @Test
  @DisplayName("Killed ten times at any point and run to the end, every ticket has its one triage")
  void triageAll_killedTenTimes_completesAndRepeatsOnlyWhatWasInFlight() throws Exception {
    int tickets = 120;
    int kills = 10;
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    stage.set(tickets);
    try (ModelStub stub = ModelStub.start(20)) {
      int cutOff = 0;
      for (int i = 0; i < kills; i++) {
        Process process = start(run("killed", stub));
        int enough = stub.calls() + random.nextInt(12);
        await().atMost(30, SECONDS).until(() -> stub.calls() >= enough || !process.isAlive());
        // At any point of a call, and not only when one arrives.
        boolean ended = process.waitFor(random.nextInt(30), MILLISECONDS);
        process.destroyForcibly().waitFor();
        cutOff += ended ? 0 : 1;
      }
      int kept = stage.kept();
      assertThat(kept).as("seed %s", seed).isLessThan(tickets);

      Process last = start(run("last", stub));

      assertThat(exitCode(last)).as("seed %s", seed).isEqualTo(DONE);
      assertThat(problems(content("last.err"))).isEmpty();
      JsonNode report = report(content("last.out"));
      assertCounts(report, "completed", tickets - kept, kept, 0);
      assertThat(report.path("input_tokens").asInt())
          .isEqualTo((tickets - kept) * ModelStub.INPUT_TOKENS);
      assertThat(report.path("output_tokens").asInt())
          .isEqualTo((tickets - kept) * ModelStub.OUTPUT_TOKENS);
      assertThat(cutOff).as("seed %s", seed).isEqualTo(kills);
      assertThat(stub.calls())
          .as("seed %s", seed)
          .isBetween(tickets, tickets + kills * CONCURRENCY);
    }
    stage.assertAllDone(tickets);
  }

  @Test
  @DisplayName("Two at once on the same servers both end well and spoil nothing")
  void triageAll_twoAtOnce_corruptNothing() throws Exception {
    int tickets = 120;
    stage.set(tickets);
    try (ModelStub stub = ModelStub.start(10)) {
      stub.hold();
      Process one = start(run("one", stub));
      Process two = start(run("two", stub));
      await().atMost(60, SECONDS).until(() -> stub.callers().equals(Set.of("one", "two")));
      stub.open();

      assertThat(exitCode(one)).isEqualTo(DONE);
      assertThat(exitCode(two)).isEqualTo(DONE);
      int triaged = 0;
      for (String name : List.of("one", "two")) {
        assertThat(problems(content(name + ".err"))).isEmpty();
        JsonNode report = report(content(name + ".out"));
        int own = report.path("triaged").asInt();
        assertCounts(report, "completed", own, tickets - own, 0);
        triaged += own;
      }
      assertThat(stub.calls()).isEqualTo(triaged).isBetween(tickets, 2 * tickets);
    }
    stage.assertAllDone(tickets);
  }

  @Test
  @DisplayName("Ctrl-C lets what is in flight end, counts it and reports; a rerun does the rest")
  void triageAll_ctrlC_finishesWhatIsInFlight() throws Exception {
    int tickets = 40;
    stage.set(tickets);
    try (ModelStub stub = ModelStub.start(500)) {
      Process process = start(run("interrupted", stub));
      await().atMost(30, SECONDS).until(() -> stub.calls() > CONCURRENCY);

      assertThat(TestServers.signal("INT", process.toHandle())).isTrue();

      assertThat(process.waitFor(20, SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(CTRL_C);
      assertThat(problems(content("interrupted.err")))
          .containsExactly("Interrupted; run again to go on");
      int kept = stage.kept();
      assertThat(kept).isBetween(CONCURRENCY, tickets - 1).isEqualTo(stub.calls());
      assertCounts(report(content("interrupted.out")), "interrupted", kept, 0, 0);
      Set<Integer> numbers = stage.keptNumbers();
      stage.assertKept(numbers);
      stage.assertOverview(tickets, numbers);

      Cli.Run again = stage.triageAll(stub, "--concurrency", Integer.toString(CONCURRENCY));

      assertThat(again.exitCode()).isEqualTo(DONE);
      assertCounts(report(again.out()), "completed", tickets - kept, kept, 0);
      assertThat(stub.calls()).isEqualTo(tickets);
    }
    stage.assertAllDone(tickets);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("A disk that is full under the output and the log does not keep the work from done")
  void triageAll_diskFull_doesTheWork() throws Exception {
    int tickets = 40;
    stage.set(tickets);
    File full = new File("/dev/full");
    Path logging =
        Files.writeString(
            folder.resolve("logback.xml"),
            """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%msg%n</pattern></encoder>
              </appender>
              <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>/dev/full</file>
                <encoder><pattern>%msg%n</pattern></encoder>
              </appender>
              <root level="DEBUG"><appender-ref ref="OUT"/><appender-ref ref="FILE"/></root>
            </configuration>
            """);
    try (ModelStub stub = ModelStub.start(10)) {
      Process process =
          start(
              run("silenced", stub, "-Dlogback.configurationFile=" + logging)
                  .redirectOutput(full)
                  .redirectError(full));

      assertThat(exitCode(process)).as("the report is lost").isEqualTo(FAILED);
      assertThat(stub.calls()).isEqualTo(tickets);
    }
    stage.assertAllDone(tickets);
  }
}
