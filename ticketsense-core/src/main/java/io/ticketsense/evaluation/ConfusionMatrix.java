package io.ticketsense.evaluation;

import java.util.Arrays;
import java.util.List;

/** Counts of tickets by expected and predicted label. Immutable. */
public final class ConfusionMatrix {

  private final List<String> labels;
  private final int[][] counts;

  ConfusionMatrix(List<String> labels, int[][] counts) {
    this.labels = List.copyOf(labels);
    this.counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /**
   * Returns the labels.
   *
   * @return in domain order, unmodifiable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns how many tickets with one label were given another.
   *
   * @param expected the right label
   * @param predicted the label of the model
   * @return zero or more
   * @throws IllegalArgumentException if there is no such label
   */
  public int count(String expected, String predicted) {
    return counts[index(expected)][index(predicted)];
  }

  /**
   * Returns how many tickets with a label the model failed on.
   *
   * @param expected the right label
   * @return zero or more
   * @throws IllegalArgumentException if there is no such label
   */
  public int failed(String expected) {
    return counts[index(expected)][labels.size()];
  }

  /**
   * Returns how many tickets should have a label.
   *
   * @param expected the right label
   * @return zero or more
   * @throws IllegalArgumentException if there is no such label
   */
  public int support(String expected) {
    return Arrays.stream(counts[index(expected)]).sum();
  }

  private int index(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException("No such label in this confusion matrix");
    }
    return index;
  }
}
