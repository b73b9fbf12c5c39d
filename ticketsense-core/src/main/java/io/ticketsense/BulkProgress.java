package io.ticketsense;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a bulk run has come.
 *
 * @param total tickets that the run set out to look at; stored meanwhile ones may come on top
 * @param triaged tickets labelled and kept
 * @param skipped tickets that were triaged already, or that the options leave out
 * @param failed tickets that no model labelled, or that are not stored
 * @param elapsed time since the run began
 */
public record BulkProgress(long total, long triaged, long skipped, long failed, Duration elapsed) {

  /**
   * Returns how many tickets are dealt with.
   *
   * @return triaged, skipped and failed ones
   */
  public long done() {
    return triaged + skipped + failed;
  }

  /**
   * Returns how fast tickets are dealt with; those that are skipped take no time.
   *
   * @return triaged and failed tickets in a second, 0 while no time has passed
   */
  public double ticketsPerSecond() {
    return elapsed.isZero() ? 0 : (triaged + failed) / (elapsed.toNanos() / 1e9);
  }

  /**
   * Estimates how long it takes to deal with the others, none of which may be skipped.
   *
   * @return empty while nothing is known
   */
  public Optional<Duration> timeLeft() {
    long left = Math.max(0, total - done());
    double rate = ticketsPerSecond();
    if (left == 0) {
      return Optional.of(Duration.ZERO);
    }
    return rate == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) Math.min(1e15, left * 1e3 / rate)));
  }
}
