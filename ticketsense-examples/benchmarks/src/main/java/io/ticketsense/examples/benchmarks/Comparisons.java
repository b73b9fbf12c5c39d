package io.ticketsense.examples.benchmarks;

import io.ticketsense.domain.Ticker;
import java.util.Locale;

/**
 * Times pairs of works in one run and holds their ratios to targets. Numbers of one run can be
 * compared with each other and with nothing else: machines differ and are shared.
 */
final class Comparisons {

  private final Ticker ticker = Ticker.system();

  /** How many times its target a ratio may be where others use the machine too. */
  private final double slack = Double.parseDouble(System.getProperty("benchmark.slack", "1"));

  private boolean allMet = true;

  /** Something to time, which may fail like a driver. */
  @FunctionalInterface
  interface Work {

    void run() throws Exception;
  }

  /**
   * One of two works that are compared.
   *
   * @param prepare what happens before each round and is not timed
   * @param run what is timed
   */
  record Contender(Work prepare, Work run) {

    static Contender of(Work run) {
      return new Contender(() -> {}, run);
    }
  }

  /** Prints the head of the table. */
  void printHead() {
    print("%-68s %12s %12s %7s %8s", "what", "ours", "beside", "ratio", "target");
  }

  /**
   * Times both works in turns and prints a line. The best round of each counts, since noise only
   * ever slows down.
   *
   * @param what is done
   * @param rounds how often each has its turn
   * @param times how often a turn does its work; the line shows the time of doing it once
   * @param ours what is under test
   * @param beside what it is held against
   * @param target how many times as long as the other ours may take
   */
  void compare(String what, int rounds, int times, Contender ours, Contender beside, double target)
      throws Exception {
    long bestOurs = Long.MAX_VALUE;
    long bestBeside = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      bestBeside = Math.min(bestBeside, nanos(beside, times));
      bestOurs = Math.min(bestOurs, nanos(ours, times));
    }
    double ratio = bestOurs * 1.0 / bestBeside;
    allMet &= ratio <= target * slack;
    print(
        "%-68s %9.3f ms %9.3f ms %7.2f %8s%s",
        what,
        bestOurs / 1e6 / times,
        bestBeside / 1e6 / times,
        ratio,
        String.format(Locale.ROOT, "<= %.2f", target),
        ratio <= target ? "" : "  MISSED");
  }

  /**
   * Prints a line about two numbers measured elsewhere.
   *
   * @param what was measured
   * @param unit of both
   * @param ours what is under test
   * @param beside what it is held against
   * @param target how many times the other ours may be
   */
  void hold(String what, String unit, double ours, double beside, double target) {
    double ratio = ours / beside;
    allMet &= ratio <= target * slack;
    print(
        "%-68s %9.3f %s %9.3f %s %7.2f %8s%s",
        what,
        ours,
        unit,
        beside,
        unit,
        ratio,
        String.format(Locale.ROOT, "<= %.2f", target),
        ratio <= target ? "" : "  MISSED");
  }

  /** Returns what a program should exit with: 1 if a target was missed. */
  int exitCode() {
    return allMet ? 0 : 1;
  }

  /** Makes sure that the work was done which is timed. */
  static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("The benchmark did not do what it measures");
    }
  }

  /** Prints a line beside the table. */
  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private long nanos(Contender contender, int times) throws Exception {
    contender.prepare().run();
    long start = ticker.nanos();
    for (int i = 0; i < times; i++) {
      contender.run().run();
    }
    return ticker.nanos() - start;
  }
}
