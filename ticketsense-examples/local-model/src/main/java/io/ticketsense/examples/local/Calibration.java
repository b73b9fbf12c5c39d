package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds how sure a classifier may be, from scores of texts that it was not trained on: the
 * sharpness under which the true labels are most likely. Labels stay as they are.
 */
final class Calibration<L> {

  private static final double LEAST = 0.02;
  private static final double STEP = 1.05;
  private static final int STEPS = 100;

  private final List<L> labels;
  private final List<double[]> scores = new ArrayList<>();
  private final List<Integer> truth = new ArrayList<>();

  Calibration(List<L> labels) {
    this.labels = labels;
  }

  void add(double[] score, Object label) {
    scores.add(score);
    truth.add(labels.indexOf(label));
  }

  /** Returns the best of a hundred between a fiftieth and two and a half. */
  double sharpness() {
    double best = LEAST;
    double least = Double.POSITIVE_INFINITY;
    double sharpness = LEAST;
    for (int step = 0; step < STEPS; step++) {
      double loss = loss(sharpness);
      if (loss < least) {
        least = loss;
        best = sharpness;
      }
      sharpness *= STEP;
    }
    return best;
  }

  private double loss(double sharpness) {
    double loss = 0;
    for (int i = 0; i < scores.size(); i++) {
      double[] score = scores.get(i);
      double sum = 0;
      for (double other : score) {
        sum += StrictMath.exp(sharpness * (other - score[truth.get(i)]));
      }
      loss += StrictMath.log(sum);
    }
    return loss;
  }
}
