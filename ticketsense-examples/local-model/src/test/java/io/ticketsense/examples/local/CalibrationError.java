package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;

/** Expected calibration error: how far stated probabilities are from the share that was right. */
final class CalibrationError {

  private static final int BINS = 10;

  private final double[] stated = new double[BINS];
  private final int[] right = new int[BINS];
  private final List<Double> all = new ArrayList<>();

  void add(Estimate<?> estimate, Object truth) {
    int bin = Math.min(BINS - 1, (int) (BINS * estimate.probability()));
    stated[bin] += estimate.probability();
    right[bin] += estimate.label().equals(truth) ? 1 : 0;
    all.add(estimate.probability());
  }

  double value() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(stated[bin] - right[bin]);
    }
    return error / all.size();
  }
}
