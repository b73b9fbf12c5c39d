package io.ticketsense.evaluation;

/** The exact test of whether two models are right on as many tickets. */
final class McNemar {

  private McNemar() {}

  /**
   * Returns how likely a difference at least as large would be by chance, were both equally good:
   * each ticket that only one is right on would be a toss of a coin.
   *
   * @param onlyFirst tickets that only the first is right on
   * @param onlySecond tickets that only the second is right on
   * @return 0 to 1, two-sided
   */
  static double pValue(int onlyFirst, int onlySecond) {
    int tosses = onlyFirst + onlySecond;
    int fewer = Math.min(onlyFirst, onlySecond);
    if (2 * fewer >= tosses - 1) {
      return 1;
    }
    // The likeliest outcome of the tail, by logarithms since two to the power of minus thousands is
    // no double; the others follow from it.
    double log = -tosses * Math.log(2);
    for (int i = 1; i <= fewer; i++) {
      log += Math.log((double) (tosses - fewer + i) / i);
    }
    double tail = 0;
    double term = 1;
    for (int k = fewer; k >= 0 && term > 0; k--) {
      tail += term;
      term *= (double) k / (tosses - k + 1);
    }
    return Math.min(1, 2 * Math.exp(log) * tail);
  }
}
