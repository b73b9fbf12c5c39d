package io.ticketsense.examples.local;

import java.util.List;
import java.util.function.Predicate;

/** Gives every label a score, a weighted sum, and chooses the highest. */
final class LinearClassifier<L> {

  private final List<L> labels;
  private final float[] weights;

  /**
   * Creates a classifier.
   *
   * @param labels in the order of their weights
   * @param weights one a label for each number of a vector, then one a label for any text
   */
  LinearClassifier(List<L> labels, float[] weights) {
    this.labels = labels;
    this.weights = weights;
  }

  float[] weights() {
    return weights;
  }

  /** Returns the label that fits best; of equals the first. */
  L classify(SparseVector vector) {
    return classify(vector, label -> true);
  }

  /** Returns the label that fits best of those allowed, of which there must be one. */
  L classify(SparseVector vector, Predicate<L> allowed) {
    double[] scores = scores(vector);
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (allowed.test(labels.get(i)) && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    return labels.get(best);
  }

  private double[] scores(SparseVector vector) {
    int count = labels.size();
    double[] scores = new double[count];
    for (int label = 0; label < count; label++) {
      scores[label] = weights[weights.length - count + label];
    }
    for (int i = 0; i < vector.size(); i++) {
      int first = vector.index(i) * count;
      for (int label = 0; label < count; label++) {
        scores[label] += vector.value(i) * weights[first + label];
      }
    }
    return scores;
  }
}
