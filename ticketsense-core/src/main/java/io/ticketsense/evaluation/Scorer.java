package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Computes all scores of some tickets with their intervals. */
final class Scorer {

  private static final List<LabelField> FIELDS = List.of(LabelField.values());
  private static final List<SummaryCheck> CHECKS = List.of(SummaryCheck.values());

  /** The last dimension of a pattern: a bit for each check passed, and one more for a failure. */
  private static final int SUMMARY = FIELDS.size();

  private static final int FAILED = 1 << CHECKS.size();

  private final Map<LabelField, List<String>> labels;
  private final Map<LabelField, FieldMeasure> measures = new EnumMap<>(LabelField.class);
  private final Bootstrap bootstrap;

  Scorer(Map<LabelField, List<String>> labels, Bootstrap bootstrap) {
    this.labels = labels;
    labels.forEach((field, of) -> measures.put(field, new FieldMeasure(field, of)));
    this.bootstrap = bootstrap;
  }

  Scores score(List<EvaluatedTicket> tickets) {
    Patterns patterns = new Patterns(tickets, this::cells);
    int[] all = patterns.counts();
    double[] values = scores(patterns, all);
    double[][] resampled =
        bootstrap.run(patterns.patternOf(), patterns.size(), counts -> scores(patterns, counts));
    Estimate[] estimates = new Estimate[values.length];
    Arrays.setAll(estimates, i -> Bootstrap.estimate(values[i], resampled[i]));

    Map<LabelField, FieldScores> fields = new EnumMap<>(LabelField.class);
    int at = 0;
    for (LabelField field : FIELDS) {
      fields.put(field, fieldScores(field, estimates, at, confusion(field, patterns, all)));
      at += measure(field).size();
    }
    SevereErrors severe =
        new SevereErrors(
            tickets.stream()
                .filter(EvaluatedTicket::isSevereError)
                .map(EvaluatedTicket::id)
                .toList(),
            confusion(LabelField.PRIORITY, patterns, all).support(FieldMeasure.CRITICAL),
            estimates[at++]);
    Map<SummaryCheck, Estimate> summaries = new EnumMap<>(SummaryCheck.class);
    for (SummaryCheck check : CHECKS) {
      summaries.put(check, estimates[at++]);
    }
    int failed = (int) tickets.stream().filter(t -> t.failure().isPresent()).count();
    return new Scores(tickets.size(), failed, fields, severe, summaries);
  }

  private int[] cells(EvaluatedTicket ticket) {
    int[] cells = new int[FIELDS.size() + 1];
    for (LabelField field : FIELDS) {
      cells[FIELDS.indexOf(field)] = measure(field).cell(ticket.outcome(field));
    }
    cells[SUMMARY] =
        ticket
            .summary()
            .map(
                found ->
                    found.passed().stream().mapToInt(check -> 1 << CHECKS.indexOf(check)).sum())
            .orElse(FAILED);
    return cells;
  }

  private double[] scores(Patterns patterns, int[] counts) {
    int size = measures.values().stream().mapToInt(FieldMeasure::size).sum();
    double[] scores = new double[size + 1 + CHECKS.size()];
    int at = 0;
    for (LabelField field : FIELDS) {
      FieldMeasure measure = measure(field);
      double[] of = measure.scores(patterns.cells(FIELDS.indexOf(field), measure.cells(), counts));
      System.arraycopy(of, 0, scores, at, of.length);
      at += of.length;
    }
    FieldMeasure priority = measure(LabelField.PRIORITY);
    scores[at++] =
        priority.severeRate(
            patterns.cells(FIELDS.indexOf(LabelField.PRIORITY), priority.cells(), counts));
    int[] found = patterns.cells(SUMMARY, FAILED + 1, counts);
    long summaries = Arrays.stream(found).asLongStream().sum() - found[FAILED];
    for (SummaryCheck check : CHECKS) {
      long passed = 0;
      for (int bits = 0; bits < FAILED; bits++) {
        passed += (bits & 1 << CHECKS.indexOf(check)) == 0 ? 0 : found[bits];
      }
      scores[at++] = FieldMeasure.ratio(passed, summaries);
    }
    return scores;
  }

  private FieldScores fieldScores(
      LabelField field, Estimate[] estimates, int from, ConfusionMatrix confusion) {
    Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric.appliesTo(field)) {
        metrics.put(metric, estimates[from + FieldMeasure.index(metric)]);
      }
    }
    List<ClassScores> classes = new ArrayList<>();
    for (String label : confusion.labels()) {
      int at = from + FieldMeasure.index(classes.size());
      classes.add(
          new ClassScores(
              label,
              confusion.support(label),
              estimates[at],
              estimates[at + 1],
              estimates[at + 2]));
    }
    return new FieldScores(field, metrics, classes, confusion);
  }

  private ConfusionMatrix confusion(LabelField field, Patterns patterns, int[] counts) {
    FieldMeasure measure = measure(field);
    int[] cells = patterns.cells(FIELDS.indexOf(field), measure.cells(), counts);
    return new ConfusionMatrix(labels.getOrDefault(field, List.of()), measure.confusion(cells));
  }

  @SuppressWarnings("NullAway") // There is one for every field.
  private FieldMeasure measure(LabelField field) {
    return measures.get(field);
  }
}
