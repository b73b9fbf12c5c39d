package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two models, or two prompts of one, on the same tickets. Ticket by ticket, so that what makes some
 * tickets hard for both does not blur the difference.
 *
 * <p>Several tests are made at once: where nothing differs at all, one in twenty still looks
 * significant.
 *
 * @param first name of the first model
 * @param second name of the second model
 * @param tickets how many they were compared on
 * @param fields by field, unmodifiable
 */
public record Comparison(
    String first, String second, int tickets, Map<LabelField, FieldComparison> fields) {

  /** Creates a comparison. */
  public Comparison {
    fields = Collections.unmodifiableMap(new EnumMap<>(fields));
  }

  /**
   * Compares two evaluations.
   *
   * @param first of one model; its seed and number of resamples are used
   * @param second of another one, on the same tickets with the same labels, in any order
   * @return how they differ
   * @throws IllegalArgumentException if the tickets or their labels are not the same
   */
  public static Comparison of(Evaluation first, Evaluation second) {
    List<Pair> pairs = pairs(first, second);
    Map<LabelField, FieldComparison> fields = new EnumMap<>(LabelField.class);
    first
        .labels()
        .forEach(
            (field, labels) ->
                fields.put(field, compare(field, new FieldMeasure(field, labels), pairs, first)));
    return new Comparison(first.model(), second.model(), pairs.size(), fields);
  }

  /**
   * Says what the tests of accuracy mean.
   *
   * @return a sentence for each field
   */
  public List<String> sentences() {
    return fields.values().stream().map(field -> field.sentence(first, second)).toList();
  }

  private record Pair(EvaluatedTicket first, EvaluatedTicket second) {}

  private static List<Pair> pairs(Evaluation first, Evaluation second) {
    if (!first.labels().equals(second.labels())) {
      throw new IllegalArgumentException("The evaluations must have the same labels");
    }
    Map<String, EvaluatedTicket> seconds = new HashMap<>();
    second.tickets().forEach(ticket -> seconds.put(ticket.id(), ticket));
    List<Pair> pairs = new ArrayList<>();
    for (EvaluatedTicket one : first.tickets()) {
      EvaluatedTicket other = seconds.remove(one.id());
      if (other == null) {
        throw new IllegalArgumentException("Only one of the evaluations has ticket " + one.id());
      }
      for (LabelField field : LabelField.values()) {
        if (!one.outcome(field).expected().equals(other.outcome(field).expected())
            || !one.outcome(field).also().equals(other.outcome(field).also())) {
          throw new IllegalArgumentException(
              "The evaluations expect a different " + field.label() + " of ticket " + one.id());
        }
      }
      pairs.add(new Pair(one, other));
    }
    seconds.keySet().stream()
        .sorted()
        .findFirst()
        .ifPresent(
            id -> {
              throw new IllegalArgumentException("Only one of the evaluations has ticket " + id);
            });
    return pairs;
  }

  private static FieldComparison compare(
      LabelField field, FieldMeasure measure, List<Pair> pairs, Evaluation first) {
    Patterns patterns =
        new Patterns(
            pairs,
            pair ->
                new int[] {
                  measure.cell(pair.first.outcome(field)), measure.cell(pair.second.outcome(field))
                });
    double[] values = differences(measure, patterns, patterns.counts());
    double[][] resampled =
        first
            .bootstrap()
            .run(
                patterns.patternOf(),
                patterns.size(),
                counts -> differences(measure, patterns, counts));
    Map<Metric, Difference> differences = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric.appliesTo(field)) {
        int at = FieldMeasure.index(metric);
        differences.put(metric, Difference.of(values[at], resampled[at]));
      }
    }
    int onlyFirst = count(pairs, field, true);
    int onlySecond = count(pairs, field, false);
    return new FieldComparison(
        field, onlyFirst, onlySecond, McNemar.pValue(onlyFirst, onlySecond), differences);
  }

  private static double[] differences(FieldMeasure measure, Patterns patterns, int[] counts) {
    double[] first = measure.scores(patterns.cells(0, measure.cells(), counts));
    double[] second = measure.scores(patterns.cells(1, measure.cells(), counts));
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    return differences;
  }

  private static int count(List<Pair> pairs, LabelField field, boolean firstIsRight) {
    return (int)
        pairs.stream()
            .filter(pair -> pair.first.outcome(field).isRight() == firstIsRight)
            .filter(pair -> pair.second.outcome(field).isRight() != firstIsRight)
            .count();
  }
}
