package io.ticketsense.evaluation;

import java.time.Duration;
import java.util.Locale;

/** Numbers as reports print them. */
final class Numbers {

  static final String SEVERAL_TESTS =
      "Several tests were made: were there no difference at all, one in twenty would still look"
          + " like one.";

  private static final double SMALLEST_CHANCE = 0.0001;

  private Numbers() {}

  /** A score, such as 0.763. */
  static String score(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** A score and its interval, such as 0.763 [0.713, 0.810]. */
  static String estimate(Estimate estimate) {
    return score(estimate.value())
        + " ["
        + score(estimate.low())
        + ", "
        + score(estimate.high())
        + "]";
  }

  /** A difference and its interval, such as +0.040 [-0.003, +0.083]. */
  static String difference(Difference difference) {
    return String.format(
        Locale.ROOT,
        "%+.3f [%+.3f, %+.3f]",
        difference.value(),
        difference.low(),
        difference.high());
  }

  /** A share of cases, such as 4.2 %. */
  static String chance(double pValue) {
    return pValue < SMALLEST_CHANCE
        ? "less than 0.01 %"
        : String.format(Locale.ROOT, pValue < 0.01 ? "%.2f %%" : "%.1f %%", 100 * pValue);
  }

  static String pValue(double pValue) {
    return pValue < SMALLEST_CHANCE ? "<0.0001" : String.format(Locale.ROOT, "%.4f", pValue);
  }

  /** A time, such as 12.3 ms or 1.84 s. */
  static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1_000);
  }

  static String count(double mean) {
    return String.format(Locale.ROOT, "%.1f", mean);
  }
}
