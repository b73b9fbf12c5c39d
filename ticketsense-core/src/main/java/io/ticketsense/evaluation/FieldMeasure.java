package io.ticketsense.evaluation;

import io.ticketsense.domain.Priority;
import java.util.List;

/**
 * The definitions of all scores of one field. Works on counts of cells, one for each combination of
 * expected label, predicted label or failure, and whether that is acceptable: a resample is but
 * other counts.
 */
final class FieldMeasure {

  static final String CRITICAL = Priority.CRITICAL.label();
  static final String LOW = Priority.LOW.label();

  /** Scores of each label, after those of the field: precision, recall and F1. */
  static final int PER_LABEL = 3;

  private static final List<Metric> METRICS = List.of(Metric.values());

  private final List<String> labels;
  private final boolean ordered;

  FieldMeasure(LabelField field, List<String> labels) {
    this.labels = labels;
    this.ordered = field.isOrdered();
  }

  int cells() {
    return labels.size() * (labels.size() + 1) * 2;
  }

  /** Returns the cell of a ticket. */
  int cell(LabelOutcome outcome) {
    int predicted = outcome.predicted().map(labels::indexOf).orElse(labels.size());
    return cell(labels.indexOf(outcome.expected()), predicted, outcome.isAcceptable());
  }

  private int cell(int expected, int predicted, boolean acceptable) {
    return (expected * (labels.size() + 1) + predicted) * 2 + (acceptable ? 1 : 0);
  }

  /** Returns how many tickets of one label were given another; the last one stands for failures. */
  int[][] confusion(int[] cells) {
    int[][] confusion = new int[labels.size()][labels.size() + 1];
    for (int expected = 0; expected < labels.size(); expected++) {
      for (int predicted = 0; predicted <= labels.size(); predicted++) {
        int cell = cell(expected, predicted, false);
        confusion[expected][predicted] = cells[cell] + cells[cell + 1];
      }
    }
    return confusion;
  }

  /** Returns how many scores {@link #scores} returns. */
  int size() {
    return METRICS.size() + PER_LABEL * labels.size();
  }

  static int index(Metric metric) {
    return METRICS.indexOf(metric);
  }

  static int index(int label) {
    return METRICS.size() + PER_LABEL * label;
  }

  /** Returns all scores: those of the field, then those of each label. */
  double[] scores(int[] cells) {
    int[][] confusion = confusion(cells);
    int k = labels.size();
    double[] scores = new double[size()];
    long total = 0;
    long right = 0;
    int occurring = 0;
    double f1Sum = 0;
    for (int label = 0; label < k; label++) {
      long support = 0;
      long predicted = 0;
      for (int other = 0; other <= k; other++) {
        support += confusion[label][other];
        predicted += other < k ? confusion[other][label] : 0;
      }
      long hits = confusion[label][label];
      int at = index(label);
      scores[at] = ratio(hits, predicted);
      scores[at + 1] = ratio(hits, support);
      scores[at + 2] = ratio(2 * hits, support + predicted);
      total += support;
      right += hits;
      if (support + predicted > 0) {
        occurring++;
        f1Sum += scores[at + 2];
      }
    }
    long acceptable = 0;
    for (int cell = 1; cell < cells.length; cell += 2) {
      acceptable += cells[cell];
    }
    scores[index(Metric.ACCURACY)] = ratio(right, total);
    scores[index(Metric.ACCEPTABLE_ACCURACY)] = ratio(acceptable, total);
    scores[index(Metric.MACRO_F1)] = occurring == 0 ? 0 : f1Sum / occurring;
    scores[index(Metric.WEIGHTED_KAPPA)] = ordered ? kappa(confusion, total) : 0;
    return scores;
  }

  private static double kappa(int[][] confusion, long total) {
    int k = confusion.length;
    long[] expected = new long[k];
    long[] predicted = new long[k];
    double observed = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= k; j++) {
        int furthest = 2 * i < k ? k - 1 : 0;
        int given = j == k ? furthest : j;
        expected[i] += confusion[i][j];
        predicted[given] += confusion[i][j];
        observed += (double) confusion[i][j] * (i - given) * (i - given);
      }
    }
    double byChance = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        byChance += (double) expected[i] * predicted[j] * (i - j) * (i - j);
      }
    }
    return byChance == 0 ? 0 : 1 - observed * total / byChance;
  }

  /** Returns the share of critical tickets that were told as low, which is not acceptable. */
  double severeRate(int[] cells) {
    int critical = labels.indexOf(CRITICAL);
    long support = 0;
    for (int predicted = 0; predicted <= labels.size(); predicted++) {
      int cell = cell(critical, predicted, false);
      support += cells[cell] + cells[cell + 1];
    }
    return ratio(cells[cell(critical, labels.indexOf(LOW), false)], support);
  }

  /** Returns zero where there is nothing to divide by. */
  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
