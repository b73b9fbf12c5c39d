package io.ticketsense.domain;

/**
 * A clock that only ever runs forward, for measuring how long things take. Safe for all threads.
 */
@FunctionalInterface
public interface Ticker {

  /**
   * Reads the clock.
   *
   * @return nanoseconds since a fixed but arbitrary moment
   */
  long nanos();

  /**
   * Returns the clock of the Java virtual machine.
   *
   * @return a ticker on {@link System#nanoTime()}, which no change of the wall clock disturbs
   */
  static Ticker system() {
    return System::nanoTime;
  }
}
