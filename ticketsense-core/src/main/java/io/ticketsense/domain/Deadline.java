package io.ticketsense.domain;

import java.time.Duration;

/**
 * The moment by which one triage must have ended, over all its waits, attempts and models. Safe for
 * all threads.
 */
public final class Deadline {

  private final Ticker ticker;
  private final long endNanos;

  private Deadline(Ticker ticker, long endNanos) {
    this.ticker = ticker;
    this.endNanos = endNanos;
  }

  /**
   * Starts the clock.
   *
   * @param timeout time from now, positive, at most 100 years
   * @param ticker what measures it
   * @return a deadline that lies ahead
   * @throws IllegalArgumentException if the timeout is out of bounds
   */
  public static Deadline after(Duration timeout, Ticker ticker) {
    if (timeout.isNegative() || timeout.isZero() || timeout.toDays() > 36_500) {
      throw new IllegalArgumentException("A timeout must be positive and at most 100 years");
    }
    return new Deadline(ticker, ticker.nanos() + timeout.toNanos());
  }

  /**
   * Returns the time that is left.
   *
   * @return zero once the deadline has passed, never negative
   */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - ticker.nanos()));
  }

  /**
   * Sets aside an equal share of what is left, so that one slow part cannot use up all of it.
   *
   * @param parts how many parts are still to come, this one included; at least 1
   * @return a deadline for this part, not after this one
   */
  public Deadline share(int parts) {
    long now = ticker.nanos();
    return new Deadline(ticker, now + Math.max(0, endNanos - now) / parts);
  }

  /**
   * Tells whether no time is left.
   *
   * @return true from the deadline on
   */
  public boolean hasPassed() {
    return remaining().isZero();
  }

  @Override
  public String toString() {
    return "Deadline[remaining=" + remaining() + "]";
  }
}
