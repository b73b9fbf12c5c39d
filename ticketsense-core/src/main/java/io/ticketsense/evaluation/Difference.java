package io.ticketsense.evaluation;

/**
 * By how much the score of a second model differs from that of a first one on the same tickets.
 *
 * @param value second minus first
 * @param low the 2.5th percentile over resamples, each of which draws the same tickets for both
 * @param high the 97.5th percentile
 * @param pValue how likely a difference this far from zero would be by chance, were both equally
 *     good: twice the smaller share of resamples on either side of zero, at most 1
 */
public record Difference(double value, double low, double high, double pValue) {

  /** What is no difference but for the way doubles round. */
  private static final double ROUNDING = 1e-12;

  static Difference of(double value, double[] resampled) {
    int notAbove = 0;
    int notBelow = 0;
    for (double difference : resampled) {
      notAbove += difference <= ROUNDING ? 1 : 0;
      notBelow += difference >= -ROUNDING ? 1 : 0;
    }
    // What was measured counts as one more draw, so that no number of draws proves anything.
    double smaller = (Math.min(notAbove, notBelow) + 1.0) / (resampled.length + 1.0);
    Estimate interval = Bootstrap.estimate(value, resampled);
    return new Difference(value, interval.low(), interval.high(), Math.min(1, 2 * smaller));
  }
}
