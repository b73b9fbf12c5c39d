package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.evaluation.EvaluationProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluateCommandTest {

  private static final Map<String, String> NOTHING_SET = Map.of();
  private static final Path DATA = Path.of("..", "..", "data");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  private static Cli.Run run(Map<String, String> variables, String... args) {
    List<String> line = new ArrayList<>(List.of("evaluate"));
    line.addAll(List.of(args));
    return Cli.run(variables, line.toArray(String[]::new));
  }

  private static String[] seeds(String... more) {
    List<String> args = new ArrayList<>(List.of("--dir", DATA.toString(), "--model", "local"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  /** Tickets of the stub, labelled as it answers them, but for the first ones. */
  private Path lines(int count, int wrong) throws IOException {
    Path batch = folder.resolve("batch_1.json");
    TestServers.seedFile(batch, 1, count);
    ArrayNode tickets = (ArrayNode) MAPPER.readTree(Files.readString(batch, UTF_8));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ObjectNode ticket = (ObjectNode) tickets.get(i);
      ticket.put("priority", ModelStub.priority(i + 1));
      ticket.put("category", i < wrong ? "general" : "billing");
      ticket.put("sentiment", "neutral");
      lines.append(ticket).append('\n');
    }
    return Files.writeString(folder.resolve("labelled.jsonl"), lines, UTF_8);
  }

  @Test
  @Tag("slow")
  @DisplayName(
      "Each seed ticket is asked about by a local model that has not learnt from its theme")
  void evaluate_seeds_areHeldOut() throws IOException {
    Path html = folder.resolve("held-out.html");

    Cli.Run run = run(NOTHING_SET, seeds("--limit", "60", "--json", "--html", html.toString()));

    assertThat(run.exitCode()).isZero();
    assertThat(run.errLines())
        .filteredOn(line -> !line.startsWith("Evaluation: "))
        .containsExactly(
            "Training the local model 6 times, each time without a theme that it is asked about;"
                + " this takes some minutes");
    assertThat(run.out().lines()).as("notes are not in the way").hasSize(1);
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.at("/model").textValue())
        .isEqualTo("local (each theme by a model trained on the others)");
    assertThat(json.at("/overall/tickets").intValue()).isEqualTo(60);
    assertThat(json.at("/groups").size()).as("a limit picks from all themes").isEqualTo(6);
    assertThat(json.at("/overall/category/accuracy/value").doubleValue()).isBetween(0.4, 0.75);
    assertThat(json.at("/overall/category/accuracy/low").isDouble()).isTrue();
    Set<String> models = new HashSet<>();
    json.at("/tickets").forEach(ticket -> models.add(ticket.at("/model").textValue()));
    assertThat(models).as("a model of its own for each theme").hasSize(6);
    assertThat(json.at("/baselines").findValuesAsText("model"))
        .containsExactly(
            "majority class", "TF-IDF of the tickets", "similarity to the definitions");
    double ours = json.at("/overall/category/macro_f1/value").doubleValue();
    assertThat(json.at("/baselines"))
        .as("a model that is worth having beats each of them")
        .allSatisfy(
            baseline ->
                assertThat(baseline.at("/category/macro_f1").doubleValue())
                    .isBetween(0.02, ours - 0.05));
    assertThat(Files.readString(html, UTF_8))
        .contains("<h2>Beside simple models</h2>", "TF-IDF of the tickets");
  }

  @Test
  @DisplayName("As shipped, the local model does better on what it has learnt, and says so")
  void evaluate_asShipped_warns() {
    Cli.Run run = run(NOTHING_SET, seeds("--as-shipped", "--limit", "60"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("CAUTION: the local model has learnt from these very tickets")
        .contains(" (has learnt from these tickets) on 60 tickets, 0 failed", "Accuracy by group")
        .contains("batch_1", "batch_6", "Severe errors", "Latency: p50")
        .containsPattern("category +0\\.(7[5-9]|[89])");
  }

  @Test
  @DisplayName("A model behind an API is scored on tickets of one's own, with its tokens")
  void evaluate_groqOnLines_isScored() throws IOException {
    try (ModelStub stub = ModelStub.start(0)) {
      Path html = folder.resolve("report.html");
      Cli.Run run =
          run(
              stub.variables(),
              "--labels",
              lines(8, 2).toString(),
              "--html",
              html.toString(),
              "--min",
              "category.accuracy=0.75");

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(stub.calls()).isEqualTo(8);
      assertThat(run.out())
          .contains(" on 8 tickets, 0 failed", "tokens per ticket: 900.0 in, 90.0 out")
          .containsPattern("category +0\\.750 \\[")
          .doesNotContain("CAUTION", "by group");
      assertThat(Files.readString(html, UTF_8)).contains("<h2>Category</h2>", "75.0 %");
    }
  }

  @Test
  @DisplayName("Below a minimum the exit code is 1, and every miss is told")
  void evaluate_belowMinimum_exitsWithOne() throws IOException {
    try (ModelStub stub = ModelStub.start(0)) {
      Cli.Run run =
          run(
              stub.variables(),
              "--labels",
              lines(8, 2).toString(),
              "--min",
              "category.accuracy=0.76",
              "--min",
              "category.macro_f1=0.99",
              "--min",
              "priority.weighted_kappa=1");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("on 8 tickets");
      assertThat(run.errLines())
          .hasSize(2)
          .first()
          .isEqualTo("Threshold missed: category.accuracy is 0.7500, and must be at least 0.76");
    }
  }

  @Test
  @DisplayName("Tickets that a model fails on are listed, and the exit code is 1")
  void evaluate_failingTicket_exitsWithOne() throws IOException {
    try (ModelStub stub = ModelStub.start(0)) {
      stub.poison(3, 500);
      Cli.Run run = run(stub.variables(), "--labels", lines(4, 0).toString());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.errLines()).containsExactly("1 tickets failed");
      assertThat(run.out()).contains(" on 4 tickets, 1 failed", "unavailable 1: t3");
    }
  }

  @Test
  @DisplayName(
      "A model compares with an earlier result of the same tickets, and with another model")
  void evaluate_compare_tellsDifference() throws IOException {
    try (ModelStub stub = ModelStub.start(0)) {
      String labels = lines(8, 2).toString();
      Cli.Run earlier = run(stub.variables(), "--labels", labels, "--json");
      Path result = Files.writeString(folder.resolve("earlier.json"), earlier.out(), UTF_8);

      Cli.Run same = run(stub.variables(), "--labels", labels, "--compare", result.toString());
      assertThat(same.err()).isEmpty();
      assertThat(same.exitCode()).isZero();
      assertThat(same.out())
          .contains("paired over 8 tickets")
          .contains("category: both are right on equally many tickets");

      Cli.Run other = run(stub.variables(), "--labels", labels, "--compare", "local", "--json");
      assertThat(other.exitCode()).isZero();
      JsonNode json = MAPPER.readTree(other.out());
      assertThat(json.at("/comparison/second").textValue()).startsWith("local");
      assertThat(json.at("/comparison/fields/category/mcnemar_p").isNumber()).isTrue();

      Cli.Run fewer =
          run(stub.variables(), "--labels", labels, "--limit", "4", "--compare", result.toString());
      assertThat(fewer.exitCode()).isEqualTo(2);
      assertThat(fewer.errLines())
          .singleElement()
          .asString()
          .startsWith("--compare: Only one of the evaluations has ticket t");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model cloud                    | --model must be local or groq",
        "--model groq                     | --model groq needs GROQ_API_KEY or GROQ_BASE_URL",
        "--compare groq                   | --compare groq needs GROQ_API_KEY or GROQ_BASE_URL",
        "--compare no-such.json           | no-such.json: does not exist",
        "--concurrency 0                  | --concurrency must be 1 to 1024",
        "--concurrency 1025               | --concurrency must be 1 to 1024",
        "--dir no-such                    | No folder no-such; name the folder",
        "--labels no-such.jsonl           | no-such.jsonl: does not exist",
        "--labels x.json --tickets no-such | No folder no-such; name the folder of the tickets with"
            + " --tickets",
        "--labels x.jsonl --tickets data  | --tickets is of no use",
        "--tickets data                   | --tickets needs --labels",
        "--labels x.jsonl --as-shipped    | --as-shipped is for the local model on the seed tickets",
        "--dir ../../data --limit 0       | --limit must be at least 1",
        "--min category.accuracy          | --min must look like category.accuracy=0.8",
        "--min colour.accuracy=0.8        | --min must look like category.accuracy=0.8",
        "--min category.beauty=0.8        | --min must look like category.accuracy=0.8",
        "--min category.accuracy=80       | --min: The least category.accuracy must be -1 to 1",
        "--min category.weighted_kappa=0.1 | --min: There is no weighted_kappa of category",
      })
  @DisplayName("Bad usage and missing files are one clear line, and exit code 2")
  void evaluate_badUsage_isOneLine(String line, String message) {
    Cli.Run run = run(NOTHING_SET, line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().startsWith(message);
  }

  @Test
  @DisplayName("A broken labels file is one clear line with file, id and field, and exit code 2")
  void evaluate_brokenLabels_isOneLine() throws IOException {
    TestServers.seedFile(folder.resolve("batch_1.json"), 1, 2);
    Path labels =
        Files.writeString(
            folder.resolve("labels.json"),
            "{\"t1\":{\"priority\":\"urgent\",\"category\":\"billing\",\"sentiment\":\"angry\"},"
                + "\"t9\":{}}",
            UTF_8);

    Cli.Run run = run(NOTHING_SET, "--labels", labels.toString(), "--tickets", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .contains(labels + ": t9: there is no ticket with this id")
        .contains(labels + ": t1: priority must be one of low, medium, high, critical");
  }

  @Test
  @DisplayName("A report that cannot be written is told, and exit code 2")
  void evaluate_unwritableHtml_isTold() {
    Path nowhere = folder.resolve("no-such-folder").resolve("report.html");

    Cli.Run run =
        run(NOTHING_SET, seeds("--as-shipped", "--limit", "2", "--html", nowhere.toString()));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).containsExactly("--html: could not write " + nowhere);
  }

  @Test
  @DisplayName("The help explains every option")
  void evaluate_help_isComplete() {
    Cli.Run run = run(NOTHING_SET, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("Usage: ticketsense-demo evaluate")
        .contains(
            "--model", "--as-shipped", "--labels", "--tickets", "--dir", "--limit", "--concurrency")
        .contains("--html", "--min", "--compare", "--json")
        .doesNotContain("${");
  }

  @Test
  @DisplayName("A long evaluation says every few seconds how far it has come")
  void progress_seconds_areTold() {
    Cli cli = Cli.idle();
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    EvaluateProgress progress = new EvaluateProgress(cli.output(false), nanos::get);

    progress.accept(new EvaluationProgress(9, 1, 0));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    progress.accept(new EvaluationProgress(9, 2, 0));
    progress.accept(new EvaluationProgress(9, 3, 0));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    progress.accept(new EvaluationProgress(9, 4, 1));

    assertThat(cli.printed(0).out().lines())
        .containsExactly("Evaluation: 2 of 9", "Evaluation: 4 of 9, 1 failed");
  }
}
