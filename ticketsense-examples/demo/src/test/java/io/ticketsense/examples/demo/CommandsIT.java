package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.RedisURI;
import io.ticketsense.BulkOptions;
import io.ticketsense.memory.InMemoryTicketStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsIT {

  private static final int SEVEN_DAYS = 604_800;
  private static final int ONE_DAY = 86_400;
  // How long a test may take between writing a key and looking at it.
  private static final int SLACK = 700;

  private static TestServers servers;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    servers = new TestServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @BeforeEach
  void clear() throws SQLException {
    servers.clear();
  }

  private static Cli.Run run(String... args) {
    return Cli.run(servers.variables(), args);
  }

  private static Cli.Run succeed(String... args) {
    Cli.Run run = run(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run;
  }

  private static JsonNode json(String... args) throws IOException {
    List<String> withJson = new ArrayList<>(List.of(args));
    withJson.add("--json");
    Cli.Run run = succeed(withJson.toArray(String[]::new));
    assertThat(run.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(run.out());
  }

  private Cli.Run load(int tickets) throws IOException {
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, tickets);
    succeed("init-db");
    return succeed("load-seed", "--dir", folder.toString());
  }

  private static List<String> tickets() throws SQLException {
    return servers.sql("SELECT id FROM tickets ORDER BY id");
  }

  private static String triage(String id) {
    return servers.redis().get("triage:ticket:" + id);
  }

  @Test
  @DisplayName("init-db makes the tables, and says the second time that they are there")
  void initDb_twice_isIdempotent() throws Exception {
    assertThat(succeed("init-db").out().lines())
        .containsExactly("Schema version 1 is in place now");
    assertThat(tickets()).isEmpty();
    assertThat(succeed("init-db").out().lines()).containsExactly("Schema version 1 was in place");
    assertThat(json("init-db"))
        .isEqualTo(new ObjectMapper().readTree("{\"schema_version\":1,\"changed\":false}"));
  }

  @Test
  @DisplayName("load-seed stores the tickets of all files, and the second time none")
  void loadSeed_twice_insertsOnce() throws Exception {
    TestServers.seedFile(folder.resolve("batch_2.json"), 4, 2);

    assertThat(load(3).out().lines())
        .containsExactly("Read 5 tickets from 2 files: 5 new, 0 stored before");
    assertThat(tickets()).containsExactly("t1", "t2", "t3", "t4", "t5");

    assertThat(succeed("load-seed", "--dir", folder.toString()).out().lines())
        .containsExactly("Read 5 tickets from 2 files: 0 new, 5 stored before");
    TestServers.seedFile(folder.resolve("batch_3.json"), 6, 1);
    assertThat(json("load-seed", "--dir", folder.toString()))
        .isEqualTo(new ObjectMapper().readTree("{\"files\":3,\"tickets\":6,\"inserted\":1}"));
    assertThat(tickets()).hasSize(6);
  }

  @Test
  @DisplayName("A broken file among good ones is told, and nothing at all is stored")
  void loadSeed_brokenFile_storesNothing() throws Exception {
    succeed("init-db");
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, 3);
    Path broken = Files.writeString(folder.resolve("batch_2.json"), "[{\"id\":\"x\"\n");
    TestServers.seedFile(folder.resolve("batch_3.json"), 4, 3);

    Cli.Run run = run("load-seed", "--dir", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith(broken + ": must be well-formed JSON, and is not at line ");
    assertThat(tickets()).isEmpty();
  }

  @Test
  @DisplayName(
      "triage-all labels every ticket for 7 days, counts them for 24 hours, then skips all")
  void triageAll_twice_skipsTheSecondTime() throws Exception {
    load(12);

    Cli.Run first = succeed("triage-all");

    assertThat(first.out().lines())
        .singleElement()
        .asString()
        .matches("Triaged 12, skipped 0, failed 0 in .* by local-bge-\\w+ 12");
    List<String> keys = servers.redis().keys("*");
    assertThat(keys).hasSize(13).contains("triage:overview");
    for (int i = 1; i <= 12; i++) {
      assertThat(keys).contains("triage:ticket:t" + i);
      assertThat(servers.redis().ttl("triage:ticket:t" + i))
          .isBetween((long) SEVEN_DAYS - SLACK, (long) SEVEN_DAYS);
    }
    assertThat(servers.redis().ttl("triage:overview"))
        .isBetween((long) ONE_DAY - SLACK, (long) ONE_DAY);
    JsonNode labels = new ObjectMapper().readTree(triage("t1"));
    assertThat(labels.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("priority", "category", "sentiment", "summary", "tags", "model");

    assertThat(succeed("triage-all").out()).startsWith("Triaged 0, skipped 12, failed 0 in ");
  }

  @Test
  @DisplayName("A limit counts tickets that were not triaged, so that runs add up")
  void triageAll_limit_countsUntriaged() throws Exception {
    load(5);

    assertThat(json("triage-all", "--limit", "3").get("triaged").asInt()).isEqualTo(3);
    JsonNode second = json("triage-all", "--limit", "3");

    assertThat(second.get("triaged").asInt()).isEqualTo(2);
    assertThat(second.get("skipped").asInt()).isEqualTo(3);
    assertThat(servers.redis().keys("triage:ticket:*")).hasSize(5);
  }

  @Test
  @DisplayName("Only the tickets named by id are triaged")
  void triageAll_ids_triagesThese() throws Exception {
    load(4);

    assertThat(json("triage-all", "--id", "t2", "--id", "t4", "--id", "t2").get("triaged").asInt())
        .isEqualTo(2);

    assertThat(servers.redis().keys("triage:ticket:*"))
        .containsExactlyInAnyOrder("triage:ticket:t2", "triage:ticket:t4");
  }

  @Test
  @DisplayName("An unknown id fails, the others are done, and the exit code tells")
  void triageAll_unknownId_failsAlone() throws Exception {
    load(2);

    Cli.Run run = run("triage-all", "--id", "nope", "--id", "t1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("Triaged 1, skipped 0, failed 1 in ");
    assertThat(run.errLines()).containsExactly("nope: Ticket nope not found");
    assertThat(servers.redis().keys("triage:ticket:*")).containsExactly("triage:ticket:t1");
  }

  @Test
  @DisplayName("Forced, tickets are triaged anew, whatever Redis holds")
  void triageAll_force_replaces() throws Exception {
    load(2);
    succeed("triage-all");
    String labels = triage("t1");
    servers
        .redis()
        .set(
            "triage:ticket:t1",
            "{\"priority\":\"critical\",\"category\":\"general\",\"sentiment\":\"angry\","
                + "\"summary\":\"old\",\"tags\":[\"a\",\"b\"]}");
    assertThat(json("triage-all").get("skipped").asInt()).isEqualTo(2);
    assertThat(triage("t1")).contains("old");

    JsonNode forced = json("triage-all", "--force", "--id", "t1");

    assertThat(forced.get("triaged").asInt()).isEqualTo(1);
    assertThat(triage("t1")).isEqualTo(labels);
  }

  @Test
  @DisplayName("One at a time and the most at a time both do all")
  void triageAll_concurrencyBounds_areAllowed() throws Exception {
    load(3);

    assertThat(json("triage-all", "--concurrency", "1", "--limit", "2").get("triaged").asInt())
        .isEqualTo(2);
    assertThat(json("triage-all", "--concurrency", "1024").get("triaged").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("A run that is interrupted while it asks a store was interrupted, and did not fail")
  void triage_interrupted_saysSo() throws Exception {
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, 3);
    InMemoryTicketStore tickets = new InMemoryTicketStore();
    tickets.insertAll(SeedFiles.read(folder).tickets());
    Cli cli = Cli.idle();
    int exitCode;
    boolean stillInterrupted;
    try (RedisStores redis =
            RedisStores.open(RedisURI.create(servers.variables().get("REDIS_URL")));
        Models models = Models.of(Settings.of(name -> Optional.empty()));
        Wiring wiring = Wiring.of(tickets, redis, models)) {
      Thread.currentThread().interrupt();
      exitCode = TriageAllCommand.triage(wiring, BulkOptions.defaults(), cli.output(false));
      stillInterrupted = Thread.interrupted();
    }

    Cli.Run run = cli.printed(exitCode);
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(run.out()).startsWith("Triaged 0, skipped 0, failed 0 in ");
    assertThat(run.errLines()).containsExactly("Interrupted; run again to go on");
    assertThat(stillInterrupted).as("so that what is open can be closed in peace").isFalse();
    assertThat(servers.redis().keys("*")).isEmpty();
  }

  @Test
  @DisplayName("What is printed as JSON is what Postgres and Redis hold")
  void json_always_equalsStores() throws Exception {
    load(6);

    JsonNode report = json("triage-all");

    assertThat(report.get("end").asText()).isEqualTo("completed");
    assertThat(report.get("triaged").asInt()).isEqualTo(tickets().size());
    assertThat(report.get("failures")).isEmpty();
    assertThat(report.get("models").properties())
        .singleElement()
        .satisfies(model -> assertThat(model.getValue().asInt()).isEqualTo(6));
    assertThat(json("refresh-overview"))
        .isEqualTo(new ObjectMapper().readTree(servers.redis().get("triage:overview")));
  }

  @Test
  @DisplayName("refresh-overview counts tickets without labels in the total alone")
  void refreshOverview_partlyTriaged_countsBoth() throws Exception {
    load(5);
    succeed("triage-all", "--limit", "2");
    servers.redis().del("triage:overview");

    Cli.Run run = succeed("refresh-overview");

    assertThat(run.out()).startsWith("5 tickets, 2 triaged" + System.lineSeparator());
    assertThat(servers.redis().get("triage:overview")).startsWith("{\"total_tickets\":5,");
    assertThat(servers.redis().ttl("triage:overview"))
        .isBetween((long) ONE_DAY - SLACK, (long) ONE_DAY);
  }

  @Test
  @DisplayName("Without tickets there is nothing to triage and an overview of zeros")
  void triageAll_noTickets_isDone() {
    succeed("init-db");

    assertThat(succeed("triage-all").out()).startsWith("Triaged 0, skipped 0, failed 0 in ");
    assertThat(servers.redis().get("triage:overview")).startsWith("{\"total_tickets\":0,");
  }

  @Test
  @DisplayName("demo does the whole job on servers of one's own and leaves them running")
  void demo_ownServers_doesTheJob() throws Exception {
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, 4);

    Cli.Run run = succeed("demo", "--exit", "--dir", folder.toString());

    assertThat(run.out())
        .contains("Model              local-bge-")
        .contains("Read 4 tickets from 1 files: 4 new, 0 stored before")
        .contains("Triaged 4, skipped 0, failed 0 in ")
        .contains("4 tickets, 4 triaged")
        .doesNotContain("Started", "Stopping", "Running until");
    assertThat(tickets()).hasSize(4);
    assertThat(servers.redis().keys("*")).hasSize(5);
  }
}
