package io.ticketsense.examples.demo;

import static io.ticketsense.examples.demo.BulkStage.assertCounts;
import static io.ticketsense.examples.demo.BulkStage.numbers;
import static io.ticketsense.examples.demo.BulkStage.report;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bulk run while what it needs goes away and comes back, on real servers. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class BulkFaultsIT {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int TICKETS = 60;
  private static final int CONCURRENCY = 4;
  private static final int LATENCY_MILLIS = 40;
  private static final int BEFORE_THE_FAULT = 15;

  private static BulkStage stage;

  @BeforeAll
  static void start(@TempDir Path folder) {
    stage = new BulkStage(folder);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static CompletableFuture<Cli.Run> startRun(ModelStub stub) {
    return CompletableFuture.supplyAsync(
        () -> stage.triageAll(stub, "--concurrency", Integer.toString(CONCURRENCY)));
  }

  private static void awaitCalls(ModelStub stub, int calls) {
    await().atMost(30, SECONDS).until(() -> stub.calls() >= calls);
  }

  /** Waits until the run has noticed that something is gone: nobody is asked any more. */
  private static void awaitStandstill(ModelStub stub) {
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .atMost(30, SECONDS)
        .pollInterval(1, SECONDS)
        .until(() -> stub.calls() == before.getAndSet(stub.calls()));
  }

  private static JsonNode succeeded(CompletableFuture<Cli.Run> run) throws Exception {
    Cli.Run result = run.get(100, SECONDS);
    assertThat(BulkStage.problems(result.err())).isEmpty();
    assertThat(result.exitCode()).isEqualTo(DONE);
    return report(result.out());
  }

  @Test
  @DisplayName("Redis that hangs and goes on in the middle costs neither a ticket nor a call")
  void triageAll_redisHangs_isRiddenOut() throws Exception {
    stage.set(TICKETS);
    try (ModelStub stub = ModelStub.start(LATENCY_MILLIS)) {
      CompletableFuture<Cli.Run> run = startRun(stub);
      awaitCalls(stub, BEFORE_THE_FAULT);
      ProcessHandle redis = stage.servers().redisProcess();
      assertThat(TestServers.signal("STOP", redis)).isTrue();
      try {
        awaitStandstill(stub);
        assertThat(run).isNotDone();
        assertThat(stub.calls()).isLessThan(TICKETS);
      } finally {
        assertThat(TestServers.signal("CONT", redis)).isTrue();
      }

      assertCounts(succeeded(run), "completed", TICKETS, 0, 0);
      assertThat(stub.calls()).isEqualTo(TICKETS);
    }
    stage.assertAllDone(TICKETS);
  }

  @Test
  @DisplayName(
      "Redis that comes back empty in the middle is gone on with; a rerun does what it lost")
  void triageAll_redisStartedAgainEmpty_losesOnlyWhatItHeld() throws Exception {
    stage.set(TICKETS);
    try (ModelStub stub = ModelStub.start(LATENCY_MILLIS)) {
      CompletableFuture<Cli.Run> run = startRun(stub);
      awaitCalls(stub, BEFORE_THE_FAULT);
      ProcessHandle redis = stage.servers().redisProcess();
      redis.destroyForcibly();
      await().atMost(30, SECONDS).until(() -> !redis.isAlive());
      awaitStandstill(stub);
      int callsBefore = stub.calls();
      stage.servers().startRedisAgain();

      assertCounts(succeeded(run), "completed", TICKETS, 0, 0);
      assertThat(stub.calls()).isEqualTo(TICKETS);
      Set<Integer> kept = stage.keptNumbers();
      assertThat(kept).hasSizeBetween(TICKETS - callsBefore, TICKETS - callsBefore + CONCURRENCY);
      stage.assertKept(kept);
      stage.assertOverview(TICKETS, kept);

      JsonNode again = succeeded(startRun(stub));

      assertCounts(again, "completed", TICKETS - kept.size(), kept.size(), 0);
    }
    stage.assertAllDone(TICKETS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOP", "KILL"})
  @DisplayName("Postgres that hangs or crashes in the middle costs neither a ticket nor a call")
  void triageAll_postgresLostAndBack_isRiddenOut(String signal) throws Exception {
    stage.set(TICKETS);
    try (ModelStub stub = ModelStub.start(LATENCY_MILLIS)) {
      CompletableFuture<Cli.Run> run = startRun(stub);
      awaitCalls(stub, BEFORE_THE_FAULT);
      List<ProcessHandle> postgres = stage.servers().stopPostgres(signal);
      try {
        awaitStandstill(stub);
        assertThat(run).isNotDone();
        assertThat(stub.calls()).isLessThan(TICKETS);
      } finally {
        stage.servers().continuePostgres(postgres);
      }

      assertCounts(succeeded(run), "completed", TICKETS, 0, 0);
      assertThat(stub.calls()).isEqualTo(TICKETS);
    }
    stage.assertAllDone(TICKETS);
  }

  @Test
  @DisplayName("A model server that refuses all for a while costs no ticket")
  void triageAll_modelBusy_isRiddenOut() throws Exception {
    stage.set(TICKETS);
    try (ModelStub stub = ModelStub.start(LATENCY_MILLIS)) {
      CompletableFuture<Cli.Run> run = startRun(stub);
      awaitCalls(stub, BEFORE_THE_FAULT);
      stub.setBusy(true);
      await().atMost(30, SECONDS).until(() -> stub.refusals() >= CONCURRENCY);
      awaitStandstill(stub);
      assertThat(run).isNotDone();
      assertThat(stub.calls()).isLessThan(TICKETS);
      stub.setBusy(false);

      assertCounts(succeeded(run), "completed", TICKETS, 0, 0);
      assertThat(stub.calls()).isEqualTo(TICKETS);
    }
    stage.assertAllDone(TICKETS);
  }

  @Test
  @DisplayName(
      "A model server that goes away in the middle of calls and comes back costs no ticket")
  void triageAll_modelGone_isRiddenOut() throws Exception {
    stage.set(TICKETS);
    try (ModelStub stub = ModelStub.start(LATENCY_MILLIS)) {
      CompletableFuture<Cli.Run> run = startRun(stub);
      awaitCalls(stub, BEFORE_THE_FAULT);
      stub.leave();
      awaitStandstill(stub);
      assertThat(run).isNotDone();
      assertThat(stub.calls()).isLessThan(TICKETS);
      stub.comeBack();

      assertCounts(succeeded(run), "completed", TICKETS, 0, 0);
    }
    stage.assertAllDone(TICKETS);
  }

  @Test
  @DisplayName(
      "A day's quota that is spent ends the run with the time to come back, no ticket failed")
  void triageAll_dailyQuotaSpent_saysWhenToResume() throws Exception {
    stage.set(TICKETS);
    int perModel = 5;
    try (ModelStub stub = ModelStub.start(1)) {
      Map<String, String> limited = stage.variables(stub);
      limited.put("GROQ_REQUESTS_PER_DAY", Integer.toString(perModel));

      Cli.Run run = stage.triageAll(limited);

      assertThat(run.exitCode()).isEqualTo(FAILED);
      assertThat(BulkStage.problems(run.err()))
          .singleElement()
          .asString()
          .contains("; resume after ");
      JsonNode report = report(run.out());
      assertCounts(report, "stopped", 2 * perModel, 0, 0);
      assertThat(report.path("models"))
          .hasSize(2)
          .allSatisfy(count -> assertThat(count.asInt()).isEqualTo(perModel));
      assertThat(report.path("resume_after_seconds").asDouble()).isGreaterThan(120);
      assertThat(stub.calls()).isEqualTo(2 * perModel);
      stage.assertOverview(TICKETS, stage.keptNumbers());

      assertCounts(succeeded(startRun(stub)), "completed", TICKETS - 2 * perModel, 2 * perModel, 0);
    }
    stage.assertAllDone(TICKETS);
  }

  @ParameterizedTest
  @CsvSource({"200, invalid_output, 1", "500, unavailable, 250"})
  @DisplayName("A ticket that breaks every model fails alone, and is tried again by the next run")
  void triageAll_poisonTicket_failsAlone(int status, String reason, int latencyMillis)
      throws Exception {
    stage.set(TICKETS);
    int poison = TICKETS - 1; // Newest first, so that others succeed between its tries.
    try (ModelStub stub = ModelStub.start(latencyMillis)) {
      stub.poison(poison, status);

      Cli.Run run = stage.triageAll(stub, "--concurrency", "4");

      assertThat(run.exitCode()).isEqualTo(FAILED);
      assertThat(BulkStage.problems(run.err()))
          .singleElement()
          .asString()
          .startsWith("t" + poison + ": ");
      JsonNode report = report(run.out());
      assertCounts(report, "completed", TICKETS - 1, 0, 1);
      assertThat(report.path("failures").path(0).path("ticket_id").asText())
          .isEqualTo("t" + poison);
      assertThat(report.path("failures").path(0).path("reason").asText()).isEqualTo(reason);
      Set<Integer> others = numbers(1, TICKETS);
      others.remove(poison);
      stage.assertKept(others);
      stage.assertOverview(TICKETS, others);

      stub.poison(0, status);
      assertCounts(succeeded(startRun(stub)), "completed", 1, TICKETS - 1, 0);
    }
    stage.assertAllDone(TICKETS);
  }
}
