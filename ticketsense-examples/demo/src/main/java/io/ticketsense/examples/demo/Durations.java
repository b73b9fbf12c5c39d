package io.ticketsense.examples.demo;

import java.time.Duration;

/** Writes lengths of time for people, as exactly as they need them. */
final class Durations {

  private Durations() {}

  /** Writes whole seconds, or hours and minutes where it is long. */
  static String text(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
