package io.ticketsense.examples.local;

import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.evaluation.Evaluation;
import io.ticketsense.evaluation.Evaluator;
import io.ticketsense.evaluation.LabelField;
import io.ticketsense.evaluation.LabelledTicket;
import io.ticketsense.evaluation.Metric;
import io.ticketsense.evaluation.Scores;
import io.ticketsense.port.TriageModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Labels that were found before, to be scored as those of a model. */
record Answers(String name, Map<String, Labels> byId) implements TriageModel {

  static final String HEADER =
      "| labels by | priority | told low, is critical | category | sentiment |\n|---|---|---|---|---|";

  private static final int FEWEST_RESAMPLES = 100;

  /** Scores labels. */
  static Evaluation evaluate(String name, List<LabelledTicket> tickets, List<Labels> told)
      throws InterruptedException {
    Map<String, Labels> byId = new HashMap<>();
    for (int i = 0; i < told.size(); i++) {
      byId.put(tickets.get(i).ticket().id(), told.get(i));
    }
    return Evaluator.builder(new Answers(name, byId))
        .resamples(FEWEST_RESAMPLES)
        .build()
        .evaluate(tickets);
  }

  /** Returns tickets without the text, which scores do not depend on. */
  static List<LabelledTicket> tickets(List<Labels> truth) {
    List<LabelledTicket> tickets = new ArrayList<>();
    for (Labels labels : truth) {
      tickets.add(
          LabelledTicket.of(
              Requests.ticket("t-" + tickets.size(), "-", "-"),
              labels.priority(),
              labels.category(),
              labels.sentiment()));
    }
    return tickets;
  }

  /** Returns accuracy / macro-F1 of each field, in per cent. */
  static String row(Evaluation evaluation) {
    Scores scores = evaluation.overall();
    return String.format(
        Locale.ROOT,
        "| %s | %.0f / %.0f | %d | %.0f / %.0f | %.0f / %.0f |",
        evaluation.model(),
        100 * accuracy(scores, LabelField.PRIORITY),
        100 * macroF1(scores, LabelField.PRIORITY),
        scores.severeErrors().ids().size(),
        100 * accuracy(scores, LabelField.CATEGORY),
        100 * macroF1(scores, LabelField.CATEGORY),
        100 * accuracy(scores, LabelField.SENTIMENT),
        100 * macroF1(scores, LabelField.SENTIMENT));
  }

  static double accuracy(Scores scores, LabelField field) {
    return scores.field(field).metric(Metric.ACCURACY).orElseThrow().value();
  }

  static double macroF1(Scores scores, LabelField field) {
    return scores.field(field).metric(Metric.MACRO_F1).orElseThrow().value();
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    Labels labels = byId.get(request.ticket().id());
    return TriageResult.of(
        new TriageOutput(
            labels.priority(),
            labels.category(),
            labels.sentiment(),
            "Only the labels count.",
            List.of("only", "labels")),
        name);
  }
}
