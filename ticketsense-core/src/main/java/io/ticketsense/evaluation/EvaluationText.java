package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An evaluation or a comparison as people read it on a terminal. */
public final class EvaluationText {

  private static final int IDS_SHOWN = 20;

  private final List<String> lines = new ArrayList<>();

  private EvaluationText() {}

  /**
   * Writes an evaluation.
   *
   * @param evaluation what to write
   * @return lines separated by {@code \n}, without one at the end
   */
  public static String of(Evaluation evaluation) {
    EvaluationText text = new EvaluationText();
    text.evaluation(evaluation);
    return String.join("\n", text.lines);
  }

  /**
   * Writes a comparison.
   *
   * @param comparison what to write
   * @return lines separated by {@code \n}, without one at the end
   */
  public static String of(Comparison comparison) {
    EvaluationText text = new EvaluationText();
    text.comparison(comparison);
    return String.join("\n", text.lines);
  }

  private void evaluation(Evaluation evaluation) {
    Scores overall = evaluation.overall();
    lines.add(
        evaluation.model()
            + " on "
            + overall.tickets()
            + " tickets, "
            + overall.failed()
            + " failed");
    lines.add(
        "95 % intervals in brackets: bootstrap over tickets, "
            + evaluation.resamples()
            + " resamples, seed "
            + evaluation.seed());
    metrics(overall);
    if (!evaluation.groups().isEmpty()) {
      groups(evaluation.groups(), Metric.ACCURACY);
      groups(evaluation.groups(), Metric.MACRO_F1);
    }
    overall.fields().values().forEach(this::field);
    severe(overall.severeErrors());
    summaries(overall);
    performance(evaluation.performance());
    failures(evaluation.failures());
  }

  private void metrics(Scores scores) {
    TextTable table = new TextTable();
    table.row(row("field", Metric.values(), EvaluationText::title));
    for (FieldScores field : scores.fields().values()) {
      table.row(
          row(
              field.field().label(),
              Metric.values(),
              metric -> field.metric(metric).map(Numbers::estimate).orElse("-")));
    }
    section("Scores", table);
  }

  private void groups(Map<String, Scores> groups, Metric metric) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("group", "tickets"));
    Arrays.stream(LabelField.values()).map(LabelField::label).forEach(head::add);
    table.row(head);
    groups.forEach(
        (group, scores) -> {
          List<String> row = new ArrayList<>(List.of(group, String.valueOf(scores.tickets())));
          for (FieldScores field : scores.fields().values()) {
            row.add(field.metric(metric).map(Numbers::estimate).orElse("-"));
          }
          table.row(row);
        });
    section(capital(title(metric)) + " by group", table);
  }

  private void field(FieldScores field) {
    ConfusionMatrix confusion = field.confusion();
    boolean failed = confusion.labels().stream().anyMatch(label -> confusion.failed(label) > 0);
    List<String> head =
        new ArrayList<>(List.of("expected", "tickets", "precision", "recall", "F1", "| told"));
    head.addAll(confusion.labels());
    if (failed) {
      head.add("failed");
    }
    TextTable table = new TextTable().row(head);
    for (ClassScores scores : field.classes()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  scores.label(),
                  String.valueOf(scores.support()),
                  Numbers.estimate(scores.precision()),
                  Numbers.estimate(scores.recall()),
                  Numbers.estimate(scores.f1()),
                  "|     "));
      for (String told : confusion.labels()) {
        row.add(String.valueOf(confusion.count(scores.label(), told)));
      }
      if (failed) {
        row.add(String.valueOf(confusion.failed(scores.label())));
      }
      table.row(row);
    }
    section(capital(field.field().label()), table);
  }

  private void severe(SevereErrors severe) {
    lines.add("");
    lines.add(
        "Severe errors (critical told as low): "
            + severe.ids().size()
            + " of "
            + severe.critical()
            + " critical tickets, "
            + Numbers.estimate(severe.rate()));
    if (!severe.ids().isEmpty()) {
      lines.add("  " + ids(severe.ids()));
    }
  }

  private void summaries(Scores scores) {
    if (scores.failed() < scores.tickets()) {
      lines.add("");
      lines.add(
          scores.summaries().entrySet().stream()
              .map(check -> check.getKey().title() + " " + Numbers.score(check.getValue().value()))
              .collect(Collectors.joining(", ", "Summaries that pass: ", "")));
    }
  }

  private void performance(Performance performance) {
    lines.add(
        "Latency: p50 "
            + Numbers.time(performance.latencyP50())
            + ", p95 "
            + Numbers.time(performance.latencyP95())
            + "; tokens per ticket: "
            + Numbers.count(performance.inputTokensPerTicket())
            + " in, "
            + Numbers.count(performance.outputTokensPerTicket())
            + " out");
    if (performance.answeredBy().size() > 1) {
      lines.add(
          performance.answeredBy().entrySet().stream()
              .map(by -> by.getKey() + " " + by.getValue())
              .collect(Collectors.joining(", ", "Answered by: ", "")));
    }
  }

  private void failures(List<EvaluatedTicket> failures) {
    if (failures.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Failures, counted as wrong:");
    failures.stream()
        .collect(Collectors.groupingBy(ticket -> ticket.failure().orElseThrow()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            reason ->
                lines.add(
                    "  "
                        + reason.getKey().name().toLowerCase(Locale.ROOT)
                        + " "
                        + reason.getValue().size()
                        + ": "
                        + ids(reason.getValue().stream().map(EvaluatedTicket::id).toList())));
  }

  private void comparison(Comparison comparison) {
    lines.add(
        comparison.second()
            + " minus "
            + comparison.first()
            + ", paired over "
            + comparison.tickets()
            + " tickets");
    TextTable table = new TextTable();
    table.row(row("field", Metric.values(), EvaluationText::title));
    for (FieldComparison field : comparison.fields().values()) {
      table.row(
          row(
              field.field().label(),
              Metric.values(),
              metric ->
                  field.differences().containsKey(metric)
                      ? difference(field.differences().get(metric))
                      : "-"));
    }
    section("Differences", table);
    lines.add("");
    lines.addAll(comparison.sentences());
    lines.add(Numbers.SEVERAL_TESTS);
  }

  private static String difference(Difference difference) {
    return Numbers.difference(difference) + " p " + Numbers.pValue(difference.pValue());
  }

  private void section(String title, TextTable table) {
    lines.add("");
    lines.add(title);
    table.lines().forEach(line -> lines.add("  " + line));
  }

  private static <T> List<String> row(String first, T[] rest, Function<T, String> cell) {
    List<String> row = new ArrayList<>();
    row.add(first);
    Arrays.stream(rest).map(cell).forEach(row::add);
    return row;
  }

  static String ids(List<String> ids) {
    int hidden = ids.size() - IDS_SHOWN;
    String shown = String.join(", ", ids.subList(0, Math.min(IDS_SHOWN, ids.size())));
    return hidden > 0 ? shown + " and " + hidden + " more" : shown;
  }

  static String title(Metric metric) {
    return metric == Metric.MACRO_F1 ? "macro F1" : metric.label().replace('_', ' ');
  }

  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
