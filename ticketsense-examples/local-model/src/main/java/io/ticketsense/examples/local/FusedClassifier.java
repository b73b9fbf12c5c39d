package io.ticketsense.examples.local;

import java.util.List;
import java.util.function.Predicate;

/**
 * Chooses a label by two experts: one knows terms, one knows meanings. The product of their
 * probabilities decides, which favours labels that neither finds unlikely.
 *
 * @param labels in the order of the weights
 * @param terms weighs terms
 * @param meaning weighs the embedding
 * @param sharpness by which the logarithm of the product is multiplied so that of all texts
 *     labelled with a probability of p, a share of p is right
 */
record FusedClassifier<L>(
    List<L> labels, LinearClassifier terms, LinearClassifier meaning, double sharpness) {

  /** The sharpness that makes the product a mean, before calibration. */
  static final double MEAN = 1.0 / 2;

  /** A text of which the model knows fewer words makes it less sure. */
  private static final double ENOUGH_KNOWN = 0.5;

  private static final double LEAST_SURE = 0.05;

  /** Returns the label that fits best of those allowed, of which there must be one. */
  Estimate<L> classify(Vectors vectors, Predicate<L> allowed) {
    double[] scores = scores(vectors);
    double sure = sharpness * Math.max(LEAST_SURE, Math.min(1, vectors.known() / ENOUGH_KNOWN));
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (allowed.test(labels.get(i)) && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      if (allowed.test(labels.get(i))) {
        sum += StrictMath.exp(sure * (scores[i] - scores[best]));
      }
    }
    return new Estimate<>(labels.get(best), 1 / sum);
  }

  FusedClassifier<L> withSharpness(double calibrated) {
    return new FusedClassifier<>(labels, terms, meaning, calibrated);
  }

  /** Returns the logarithm of each label's product, not calibrated. */
  double[] scores(Vectors vectors) {
    double[] scores = terms.logProbabilities(vectors.terms());
    double[] more = meaning.logProbabilities(vectors.meaning());
    for (int i = 0; i < scores.length; i++) {
      scores[i] += more[i];
    }
    return scores;
  }
}
