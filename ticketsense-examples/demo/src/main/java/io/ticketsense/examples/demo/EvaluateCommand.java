package io.ticketsense.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Ticker;
import io.ticketsense.evaluation.Comparison;
import io.ticketsense.evaluation.Evaluation;
import io.ticketsense.evaluation.EvaluationHtml;
import io.ticketsense.evaluation.EvaluationJson;
import io.ticketsense.evaluation.EvaluationText;
import io.ticketsense.evaluation.Evaluator;
import io.ticketsense.evaluation.LabelledDataException;
import io.ticketsense.evaluation.Thresholds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "evaluate",
    description =
        "Asks a model about labelled tickets and scores its answers. Needs no Postgres and no"
            + " Redis.")
final class EvaluateCommand extends BaseCommand {

  private static final int MAX_CONCURRENCY = 1_024;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "local or groq (default: the one that the variables ask for).")
  private @Nullable String model;

  @Option(
      names = "--as-shipped",
      description =
          "On the seed tickets, ask the local model that has learnt from them. By default each of"
              + " their files is asked about by one that has learnt from the others.")
  private boolean asShipped;

  @Mixin private EvaluateData data;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Ask about N tickets at a time, 1 to 1024 (default: ${DEFAULT-VALUE}).",
      defaultValue = "8")
  private int concurrency;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a report with the confusion matrices drawn.")
  private @Nullable Path html;

  @Option(
      names = "--min",
      paramLabel = "FIELD.METRIC=SCORE",
      description =
          "End with exit code 1 below this score, as in category.accuracy=0.8. Metrics: accuracy,"
              + " acceptable_accuracy, macro_f1, weighted_kappa. May be given several times.")
  private List<String> minima = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "NAME|FILE",
      description =
          "Compare with another model, or with what --json printed for the same tickets before.")
  private @Nullable String compare;

  EvaluateCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    Thresholds thresholds = EvaluateThresholds.of(minima);
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new ConfigurationException("--concurrency must be 1 to " + MAX_CONCURRENCY);
    }
    EvaluateModel first = EvaluateModel.named(model, "--model", settings);
    if (asShipped && !(first.isLocal() && data.areSeeds())) {
      throw new ConfigurationException(
          "--as-shipped is for the local model on the seed tickets; others are always asked as they are");
    }
    Optional<EvaluateModel> second =
        Optional.ofNullable(compare)
            .filter(EvaluateModel::isName)
            .map(name -> EvaluateModel.named(name, "--compare", settings));
    try {
      Optional<Evaluation> earlier =
          Optional.ofNullable(compare)
              .filter(name -> !EvaluateModel.isName(name))
              .map(file -> EvaluationJson.read(Path.of(file)));
      EvaluateData.Read tickets = data.read(output);
      BaselineTable scores = evaluate(first, tickets, output);
      Optional<Evaluation> other =
          second.isPresent()
              ? Optional.of(evaluate(second.get(), tickets, output).model())
              : earlier;
      return report(scores, other, thresholds, output);
    } catch (LabelledDataException e) {
      throw new ConfigurationException(e.getMessage());
    } catch (InterruptedException | CancellationException e) {
      return INTERRUPTED;
    }
  }

  private BaselineTable evaluate(EvaluateModel of, EvaluateData.Read tickets, Output output)
      throws InterruptedException {
    try (EvaluateModel.Opened opened = of.open(tickets, asShipped)) {
      opened.note().ifPresent(output::note);
      Evaluation model =
          opened
              .evaluator()
              .concurrency(concurrency)
              .listener(new EvaluateProgress(output, Ticker.system()))
              .build()
              .evaluate(tickets.asked());
      List<Evaluation> baselines = new ArrayList<>();
      for (Evaluator.Builder baseline : opened.baselines()) {
        baselines.add(baseline.concurrency(concurrency).build().evaluate(tickets.asked()));
      }
      return new BaselineTable(model, baselines);
    }
  }

  private int report(
      BaselineTable scores, Optional<Evaluation> other, Thresholds thresholds, Output output) {
    Evaluation evaluation = scores.model();
    Optional<Comparison> comparison = other.map(with -> compare(evaluation, with));
    if (html != null) {
      write(
          html,
          comparison
              .map(with -> EvaluationHtml.of(evaluation, scores.baselines(), with))
              .orElseGet(() -> EvaluationHtml.of(evaluation, scores.baselines())));
    }
    StringBuilder text = new StringBuilder(EvaluationText.of(evaluation));
    ObjectNode json =
        json(
            comparison
                .map(with -> EvaluationJson.write(evaluation, with))
                .orElseGet(() -> EvaluationJson.write(evaluation)));
    if (!scores.baselines().isEmpty()) {
      text.append("\n\n").append(scores.text());
      json.set("baselines", scores.json());
    }
    comparison.ifPresent(with -> text.append("\n\n").append(EvaluationText.of(with)));
    output.result(text.toString(), json);
    List<String> misses = thresholds.misses(evaluation);
    misses.forEach(miss -> output.problem("Threshold missed: " + miss));
    int failed = evaluation.overall().failed() + other.map(o -> o.overall().failed()).orElse(0);
    if (failed > 0) {
      output.problem(failed + " tickets failed");
    }
    return misses.isEmpty() && failed == 0 ? DONE : FAILED;
  }

  private static Comparison compare(Evaluation evaluation, Evaluation other) {
    try {
      return Comparison.of(evaluation, other);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--compare: " + e.getMessage());
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigurationException("--html: could not write " + file);
    }
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Our own JSON can be read", e);
    }
  }
}
