package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An evaluation as one HTML page to read, print and mail: no scripts, nothing loaded from anywhere.
 * Holds ids and labels, no text of tickets; everything is escaped.
 */
public final class EvaluationHtml {

  private final HtmlPage page = new HtmlPage();

  private EvaluationHtml() {}

  /**
   * Writes a page.
   *
   * @param evaluation what it is about
   * @return HTML, to be stored in UTF-8
   */
  public static String of(Evaluation evaluation) {
    return of(evaluation, List.of());
  }

  /**
   * Writes a page.
   *
   * @param evaluation what it is about
   * @param comparison a section of its own on the page
   * @return HTML, to be stored in UTF-8
   */
  public static String of(Evaluation evaluation, Comparison comparison) {
    return of(evaluation, List.of(), comparison);
  }

  /**
   * Writes a page.
   *
   * @param evaluation what it is about
   * @param baselines simple models evaluated on the same tickets, which stand beside it in a
   *     section of their own; may be empty
   * @return HTML, to be stored in UTF-8
   */
  public static String of(Evaluation evaluation, List<Evaluation> baselines) {
    return new EvaluationHtml().write(evaluation, baselines, Optional.empty());
  }

  /**
   * Writes a page.
   *
   * @param evaluation what it is about
   * @param baselines as in {@link #of(Evaluation, List)}
   * @param comparison a section of its own on the page
   * @return HTML, to be stored in UTF-8
   */
  public static String of(
      Evaluation evaluation, List<Evaluation> baselines, Comparison comparison) {
    return new EvaluationHtml().write(evaluation, baselines, Optional.of(comparison));
  }

  private String write(
      Evaluation evaluation, List<Evaluation> baselines, Optional<Comparison> comparison) {
    Scores overall = evaluation.overall();
    page.open("header");
    page.element("p", "kicker", "TicketSense evaluation");
    page.element("h1", "", evaluation.model());
    page.element(
        "p",
        "",
        overall.tickets()
            + " labelled tickets, "
            + overall.failed()
            + " failed. Bars and brackets show 95 % intervals: bootstrap over tickets, "
            + evaluation.resamples()
            + " resamples, seed "
            + evaluation.seed()
            + ".");
    page.close("header");
    tiles(evaluation);
    scores(overall);
    if (!baselines.isEmpty()) {
      baselines(evaluation, baselines);
    }
    comparison.ifPresent(this::comparison);
    if (!evaluation.groups().isEmpty()) {
      groups(evaluation.groups());
    }
    overall.fields().values().forEach(this::field);
    lists(evaluation);
    return page.html("Evaluation of " + evaluation.model());
  }

  private void tiles(Evaluation evaluation) {
    SevereErrors severe = evaluation.overall().severeErrors();
    Performance performance = evaluation.performance();
    page.open("div", "tiles");
    for (FieldScores field : evaluation.overall().fields().values()) {
      Estimate accuracy = field.metric(Metric.ACCURACY).orElseThrow();
      tile(
          EvaluationText.capital(field.field().label()) + " accuracy",
          percent(accuracy.value()),
          percent(accuracy.low()) + " to " + percent(accuracy.high()));
    }
    tile(
        "Severe errors",
        String.valueOf(severe.ids().size()),
        "of " + severe.critical() + " critical tickets told as low");
    tile(
        "Latency",
        Numbers.time(performance.latencyP50()),
        "95 % within " + Numbers.time(performance.latencyP95()));
    tile(
        "Tokens per ticket",
        Numbers.count(performance.inputTokensPerTicket() + performance.outputTokensPerTicket()),
        Numbers.count(performance.inputTokensPerTicket())
            + " in, "
            + Numbers.count(performance.outputTokensPerTicket())
            + " out");
    page.close("div");
  }

  private void tile(String title, String value, String detail) {
    page.open("div", "tile");
    page.element("p", "title", title);
    page.element("p", "value", value);
    page.element("p", "detail", detail);
    page.close("div");
  }

  private void scores(Scores scores) {
    page.open("section");
    page.element("h2", "", "Scores");
    page.open("table");
    page.row("th", "", "Field", "Accuracy", "Acceptable accuracy", "Macro F1", "Weighted kappa");
    for (FieldScores field : scores.fields().values()) {
      page.open("tr");
      page.element("th", "", field.field().label());
      for (Metric metric : Metric.values()) {
        field.metric(metric).ifPresentOrElse(page::estimate, () -> page.element("td", "", "–"));
      }
      page.close("tr");
    }
    page.close("table");
    page.element(
        "p",
        "note",
        "Acceptable accuracy also counts labels that are not the best but can be defended. Macro F1"
            + " weighs every label the same, however rare. Weighted kappa is agreement beyond"
            + " chance, where far misses count more.");
    page.close("section");
  }

  private void baselines(Evaluation evaluation, List<Evaluation> baselines) {
    page.open("section");
    page.element("h2", "", "Beside simple models");
    List<Evaluation> rows = new ArrayList<>(baselines);
    rows.add(evaluation);
    byMetric("Labels by", rows, Evaluation::model, Evaluation::overall);
    page.close("section");
  }

  private void groups(Map<String, Scores> groups) {
    page.open("section");
    page.element("h2", "", "By group");
    byMetric("Group", groups.entrySet(), Map.Entry::getKey, Map.Entry::getValue);
    page.close("section");
  }

  /** Writes a table for each of the two metrics that are looked at first. */
  private <R> void byMetric(
      String title, Collection<R> rows, Function<R, String> name, Function<R, Scores> scores) {
    for (Metric metric : List.of(Metric.ACCURACY, Metric.MACRO_F1)) {
      page.element("h3", "", EvaluationText.capital(EvaluationText.title(metric)));
      page.open("table");
      page.row("th", "", title, "Tickets", "Failed", "Priority", "Category", "Sentiment");
      for (R row : rows) {
        Scores its = scores.apply(row);
        page.open("tr");
        page.element("th", "name", name.apply(row));
        page.element("td", "", String.valueOf(its.tickets()));
        page.element("td", "", String.valueOf(its.failed()));
        its.fields().values().forEach(field -> page.estimate(field.metric(metric).orElseThrow()));
        page.close("tr");
      }
      page.close("table");
    }
  }

  private void field(FieldScores field) {
    page.open("section");
    page.element("h2", "", EvaluationText.capital(field.field().label()));
    page.open("div", "pair");
    page.confusion(field);
    page.open("table");
    page.row("th", "", "Label", "Tickets", "Precision", "Recall", "F1");
    for (ClassScores scores : field.classes()) {
      page.open("tr");
      page.element("th", "name", scores.label());
      page.element("td", "", String.valueOf(scores.support()));
      page.estimate(scores.precision());
      page.estimate(scores.recall());
      page.estimate(scores.f1());
      page.close("tr");
    }
    page.close("table");
    page.close("div");
    page.close("section");
  }

  private void comparison(Comparison comparison) {
    page.open("section");
    page.element("h2", "", "Compared with " + comparison.second());
    page.element(
        "p",
        "",
        comparison.second()
            + " minus "
            + comparison.first()
            + ", paired over "
            + comparison.tickets()
            + " tickets.");
    page.open("table");
    page.row("th", "", "Field", "Accuracy", "Acceptable accuracy", "Macro F1", "Weighted kappa");
    for (FieldComparison field : comparison.fields().values()) {
      page.open("tr");
      page.element("th", "", field.field().label());
      for (Metric metric : Metric.values()) {
        Optional.ofNullable(field.differences().get(metric))
            .ifPresentOrElse(page::difference, () -> page.element("td", "", "–"));
      }
      page.close("tr");
    }
    page.close("table");
    page.list(comparison.sentences());
    page.element("p", "note", Numbers.SEVERAL_TESTS);
    page.close("section");
  }

  private void lists(Evaluation evaluation) {
    SevereErrors severe = evaluation.overall().severeErrors();
    page.open("section");
    page.element("h2", "", "Severe errors");
    page.element(
        "p",
        "",
        severe.ids().size()
            + " of "
            + severe.critical()
            + " critical tickets were told as low: "
            + Numbers.estimate(severe.rate()));
    if (!severe.ids().isEmpty()) {
      page.element("p", "ids", String.join(", ", severe.ids()));
    }
    page.close("section");

    page.open("section");
    page.element("h2", "", "Summaries that pass each check");
    page.open("table");
    page.row("th", "", "Check", "Share");
    evaluation
        .overall()
        .summaries()
        .forEach(
            (check, share) -> {
              page.open("tr");
              page.element("th", "", check.title());
              page.estimate(share);
              page.close("tr");
            });
    page.close("table");
    page.close("section");
    if (evaluation.performance().answeredBy().size() > 1) {
      page.open("section");
      page.element("h2", "", "Answered by");
      page.list(
          evaluation.performance().answeredBy().entrySet().stream()
              .map(by -> by.getKey() + ": " + by.getValue())
              .toList());
      page.close("section");
    }
    failures(evaluation.failures());
  }

  private void failures(List<EvaluatedTicket> failures) {
    if (failures.isEmpty()) {
      return;
    }
    page.open("section");
    page.element("h2", "", "Failures, counted as wrong");
    page.list(
        failures.stream()
            .collect(Collectors.groupingBy(ticket -> ticket.failure().orElseThrow()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                reason ->
                    reason.getKey().name().toLowerCase(Locale.ROOT)
                        + " "
                        + reason.getValue().size()
                        + ": "
                        + EvaluationText.ids(
                            reason.getValue().stream().map(EvaluatedTicket::id).toList()))
            .toList());
    page.close("section");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
