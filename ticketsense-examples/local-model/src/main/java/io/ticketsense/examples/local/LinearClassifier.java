package io.ticketsense.examples.local;

/** Weighs a vector, and says for every label how likely it is: one logistic regression a label. */
final class LinearClassifier {

  private final int labels;
  private final float[] weights;

  /**
   * Creates a classifier.
   *
   * @param labels how many there are
   * @param weights one a label for each number of a vector, then one a label for any text
   */
  LinearClassifier(int labels, float[] weights) {
    this.labels = labels;
    this.weights = weights;
  }

  float[] weights() {
    return weights;
  }

  /** Returns the logarithm of the probability of each label. */
  double[] logProbabilities(SparseVector vector) {
    double[] scores = new double[labels];
    for (int label = 0; label < labels; label++) {
      scores[label] = weights[weights.length - labels + label];
    }
    for (int i = 0; i < vector.size(); i++) {
      int first = vector.index(i) * labels;
      for (int label = 0; label < labels; label++) {
        scores[label] += vector.value(i) * weights[first + label];
      }
    }
    double sum = 0;
    for (double score : scores) {
      sum += logistic(score);
    }
    for (int label = 0; label < labels; label++) {
      scores[label] = StrictMath.log(logistic(scores[label]) / sum);
    }
    return scores;
  }

  /** Never quite zero, so that no expert can rule a label out. */
  private static double logistic(double score) {
    return 1e-6 + 1 / (1 + StrictMath.exp(-score));
  }
}
