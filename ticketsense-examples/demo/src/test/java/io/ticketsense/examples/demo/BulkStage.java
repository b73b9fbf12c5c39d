package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tickets in real servers to be triaged by a stub, and what must be stored of them. */
final class BulkStage implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "triage:ticket:";

  private final TestServers servers = new TestServers();
  private final Path folder;

  BulkStage(Path folder) {
    this.folder = folder;
  }

  TestServers servers() {
    return servers;
  }

  /** Leaves these tickets in the servers and nothing else. */
  void set(int tickets) throws IOException, SQLException {
    servers.clear();
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, tickets);
    assertThat(Cli.run(servers.variables(), "init-db").exitCode()).isZero();
    Cli.Run load = Cli.run(servers.variables(), "load-seed", "--dir", folder.toString());
    assertThat(load.exitCode()).isZero();
    servers.sql("CHECKPOINT"); // The embedded server loses the last commits in a crash, for speed.
  }

  Map<String, String> variables(ModelStub stub) {
    Map<String, String> variables = new HashMap<>(servers.variables());
    variables.putAll(stub.variables());
    return variables;
  }

  Cli.Run triageAll(ModelStub stub, String... options) {
    return triageAll(variables(stub), options);
  }

  Cli.Run triageAll(Map<String, String> variables, String... options) {
    return Cli.run(
        variables,
        IntStream.range(0, options.length + 2)
            .mapToObj(i -> i == 0 ? "triage-all" : i == 1 ? "--json" : options[i - 2])
            .toArray(String[]::new));
  }

  /** Returns the lines that tell of a problem, not of progress. */
  static List<String> problems(String err) {
    return err.lines().filter(line -> !line.startsWith("Triage: ")).toList();
  }

  /** Reads the only line of standard output. */
  static JsonNode report(String out) throws IOException {
    List<String> lines = out.lines().toList();
    assertThat(lines).hasSize(1);
    return JSON.readTree(lines.get(0));
  }

  static void assertCounts(JsonNode report, String end, int triaged, int skipped, int failed) {
    assertThat(report.path("end").asText()).isEqualTo(end);
    assertThat(report.path("triaged").asInt()).as("triaged").isEqualTo(triaged);
    assertThat(report.path("skipped").asInt()).as("skipped").isEqualTo(skipped);
    assertThat(report.path("failed").asInt()).as("failed").isEqualTo(failed);
    assertThat(report.path("failures")).hasSize(failed);
    int byModel = 0;
    for (JsonNode count : report.path("models")) {
      byModel += count.asInt();
    }
    assertThat(byModel).as("models").isEqualTo(triaged);
  }

  /** Returns how many tickets have a triage. */
  int kept() {
    return servers.redis().keys(KEY + "*").size();
  }

  /** Checks that each of these tickets has its own triage and no other key has any. */
  void assertKept(Set<Integer> tickets) {
    Map<String, String> expected =
        tickets.stream().collect(Collectors.toMap(n -> KEY + "t" + n, ModelStub::triage));
    Map<String, String> kept = new HashMap<>();
    for (String key : servers.redis().keys(KEY + "*")) {
      // Either model of the chain may have answered.
      String triage = servers.redis().get(key);
      kept.put(key, triage.replaceFirst(",\"model\":\"openai/gpt-oss-(120|20)b\"}$", "}"));
    }
    assertThat(kept).isEqualTo(expected);
  }

  /** Checks that the overview of so many tickets counts the triages of these. */
  void assertOverview(int total, Set<Integer> tickets) throws IOException {
    JsonNode overview = JSON.readTree(servers.redis().get("triage:overview"));
    assertThat(overview.path("total_tickets").asInt()).isEqualTo(total);
    Map<String, Integer> counts = new TreeMap<>();
    overview
        .path("by_priority")
        .properties()
        .forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
    Map<String, Integer> expected = new TreeMap<>();
    ModelStub.PRIORITIES.forEach(priority -> expected.put(priority, 0));
    tickets.forEach(n -> expected.merge(ModelStub.priority(n), 1, Integer::sum));
    assertThat(counts).isEqualTo(expected);
    assertThat(overview.path("by_category").path("billing").asInt()).isEqualTo(tickets.size());
  }

  /** Checks that all tickets are stored, triaged and counted. */
  void assertAllDone(int tickets) throws IOException, SQLException {
    assertThat(servers.sql("SELECT count(*) FROM tickets")).containsExactly("" + tickets);
    assertKept(numbers(1, tickets));
    assertOverview(tickets, numbers(1, tickets));
  }

  static Set<Integer> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the tickets that have a triage now. */
  Set<Integer> keptNumbers() {
    return servers.redis().keys(KEY + "*").stream()
        .map(key -> Integer.valueOf(key.substring(KEY.length() + 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    servers.close();
  }
}
