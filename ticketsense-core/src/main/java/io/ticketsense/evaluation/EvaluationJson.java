package io.ticketsense.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Evaluations and comparisons as JSON. What is written of an evaluation holds every prediction, so
 * that it can be read again and compared with a later one. It holds ids and labels, no text of
 * tickets.
 */
public final class EvaluationJson {

  private static final double NANOS_PER_MILLI = 1e6;

  private EvaluationJson() {}

  /**
   * Writes an evaluation.
   *
   * @param evaluation what to write
   * @return JSON in one line
   */
  public static String write(Evaluation evaluation) {
    return node(evaluation).toString();
  }

  /**
   * Writes an evaluation and how it compares with another one.
   *
   * @param evaluation what to write
   * @param comparison written as field {@code comparison} of the evaluation
   * @return JSON in one line, which can be read as that of an evaluation
   */
  public static String write(Evaluation evaluation, Comparison comparison) {
    ObjectNode node = node(evaluation);
    node.set("comparison", node(comparison));
    return node.toString();
  }

  /**
   * Reads an evaluation that was written as JSON, and computes its scores anew.
   *
   * @param file in UTF-8, possibly malformed or hostile; unknown fields are ignored
   * @return the evaluation
   * @throws LabelledDataException if it is none, naming file, ticket and field
   */
  public static Evaluation read(Path file) {
    return new EvaluationFile(file).read();
  }

  private static ObjectNode node(Evaluation evaluation) {
    ObjectNode node = object();
    node.put("model", evaluation.model());
    node.put("seed", evaluation.seed());
    node.put("resamples", evaluation.resamples());
    ObjectNode labels = node.putObject("labels");
    evaluation.labels().forEach((field, of) -> of.forEach(labels.putArray(field.label())::add));
    node.set("overall", node(evaluation.overall()));
    ObjectNode groups = node.putObject("groups");
    evaluation.groups().forEach((group, scores) -> groups.set(group, node(scores)));
    node.set("performance", node(evaluation.performance()));
    ArrayNode tickets = node.putArray("tickets");
    evaluation.tickets().forEach(ticket -> tickets.add(node(ticket)));
    return node;
  }

  private static ObjectNode node(Scores scores) {
    ObjectNode node = object();
    node.put("tickets", scores.tickets());
    node.put("failed", scores.failed());
    scores.fields().forEach((field, of) -> node.set(field.label(), node(of)));
    ObjectNode severe = node.putObject("severe_errors");
    severe.put("critical", scores.severeErrors().critical());
    severe.set("rate", node(scores.severeErrors().rate()));
    scores.severeErrors().ids().forEach(severe.putArray("ids")::add);
    ObjectNode summaries = node.putObject("summaries");
    scores.summaries().forEach((check, share) -> summaries.set(check.label(), node(share)));
    return node;
  }

  private static ObjectNode node(FieldScores field) {
    ObjectNode node = object();
    field.metrics().forEach((metric, score) -> node.set(metric.label(), node(score)));
    ObjectNode classes = node.putObject("classes");
    for (ClassScores scores : field.classes()) {
      ObjectNode label = classes.putObject(scores.label());
      label.put("support", scores.support());
      label.set("precision", node(scores.precision()));
      label.set("recall", node(scores.recall()));
      label.set("f1", node(scores.f1()));
    }
    ConfusionMatrix confusion = field.confusion();
    ObjectNode matrix = node.putObject("confusion");
    for (String expected : confusion.labels()) {
      ObjectNode row = matrix.putObject(expected);
      ObjectNode predicted = row.putObject("predicted");
      confusion.labels().forEach(told -> predicted.put(told, confusion.count(expected, told)));
      row.put("failed", confusion.failed(expected));
    }
    return node;
  }

  private static ObjectNode node(Estimate estimate) {
    return object()
        .put("value", estimate.value())
        .put("low", estimate.low())
        .put("high", estimate.high());
  }

  private static ObjectNode node(Performance performance) {
    ObjectNode node = object();
    node.put("latency_p50_ms", millis(performance.latencyP50()));
    node.put("latency_p95_ms", millis(performance.latencyP95()));
    node.put("attempts_per_ticket", performance.attemptsPerTicket());
    node.put("input_tokens_per_ticket", performance.inputTokensPerTicket());
    node.put("output_tokens_per_ticket", performance.outputTokensPerTicket());
    ObjectNode answeredBy = node.putObject("answered_by");
    performance.answeredBy().forEach(answeredBy::put);
    return node;
  }

  private static ObjectNode node(EvaluatedTicket ticket) {
    ObjectNode node = object();
    node.put("id", ticket.id());
    ticket.group().ifPresent(group -> node.put("group", group));
    ticket
        .outcomes()
        .forEach(
            (field, outcome) -> {
              ObjectNode of = node.putObject(field.label());
              of.put("expected", outcome.expected());
              outcome.also().forEach(of.putArray("also")::add);
              outcome.predicted().ifPresent(told -> of.put("predicted", told));
            });
    ticket.failure().ifPresent(reason -> node.put("failure", reason.name()));
    ticket.model().ifPresent(model -> node.put("model", model));
    ticket
        .summary()
        .ifPresent(
            found -> {
              ArrayNode passed = node.putArray("summary_passes");
              found.passed().forEach(check -> passed.add(check.label()));
            });
    node.put("latency_nanos", ticket.latency().toNanos());
    node.put("attempts", ticket.attempts());
    node.put("input_tokens", ticket.usage().inputTokens());
    node.put("output_tokens", ticket.usage().outputTokens());
    return node;
  }

  private static ObjectNode node(Comparison comparison) {
    ObjectNode node = object();
    node.put("first", comparison.first());
    node.put("second", comparison.second());
    node.put("tickets", comparison.tickets());
    ObjectNode fields = node.putObject("fields");
    comparison
        .fields()
        .forEach(
            (field, of) -> {
              ObjectNode one = fields.putObject(field.label());
              one.put("only_first_right", of.onlyFirst());
              one.put("only_second_right", of.onlySecond());
              one.put("mcnemar_p", of.pValue());
              ObjectNode differences = one.putObject("second_minus_first");
              of.differences().forEach((metric, by) -> differences.set(metric.label(), node(by)));
            });
    comparison.sentences().forEach(node.putArray("sentences")::add);
    return node;
  }

  private static ObjectNode node(Difference difference) {
    return object()
        .put("value", difference.value())
        .put("low", difference.low())
        .put("high", difference.high())
        .put("p", difference.pValue());
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
