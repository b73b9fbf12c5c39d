package io.ticketsense.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Draws as many tickets as there are, with replacement, many times. The same seed draws the same.
 * Tickets with the same outcome in all fields are one pattern, so that scores take no longer for a
 * hundred thousand tickets than for a thousand.
 */
record Bootstrap(long seed, int resamples) {

  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /**
   * Computes scores of resamples.
   *
   * @param patternOf pattern of each ticket
   * @param patterns how many there are
   * @param scores computes scores from how often each pattern was drawn
   * @return for each score, its values in all resamples, in no order
   */
  double[][] run(int[] patternOf, int patterns, Function<int[], double[]> scores) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[0][];
    for (int resample = 0; resample < resamples; resample++) {
      int[] counts = new int[patterns];
      for (int draw = 0; draw < patternOf.length; draw++) {
        counts[patternOf[random.nextInt(patternOf.length)]]++;
      }
      double[] drawn = scores.apply(counts);
      if (resample == 0) {
        values = new double[drawn.length][resamples];
      }
      for (int score = 0; score < drawn.length; score++) {
        values[score][resample] = drawn[score];
      }
    }
    return values;
  }

  /** Adds the interval to what was measured. */
  static Estimate estimate(double value, double[] resampled) {
    double[] sorted = resampled.clone();
    Arrays.sort(sorted);
    return new Estimate(value, percentile(sorted, LOW), percentile(sorted, HIGH));
  }

  /** Returns the value below which a share of the values lies, on the line between neighbours. */
  static double percentile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
