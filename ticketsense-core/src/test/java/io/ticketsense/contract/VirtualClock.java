package io.ticketsense.contract;

import io.ticketsense.domain.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock that stands still until a test moves it, and then does what was planned for the time that
 * passes. Starts just before {@code long} overflows, as {@link System#nanoTime()} is free to do.
 * Safe for all threads.
 */
public final class VirtualClock implements Ticker {

  private static final long START_NANOS = Long.MAX_VALUE - 1_000;

  private record Event(long atNanos, long number, Runnable action) {}

  // All guarded by this.
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::atNanos).thenComparing(Event::number));
  private long sinceStartNanos;
  private long planned;

  /** Creates a clock with nothing planned. */
  public VirtualClock() {}

  @Override
  public synchronized long nanos() {
    return START_NANOS + sinceStartNanos;
  }

  /**
   * Plans an action.
   *
   * @param delay from now
   * @param action done by the thread that moves the clock
   */
  public synchronized void after(Duration delay, Runnable action) {
    events.add(new Event(sinceStartNanos + delay.toNanos(), planned++, action));
  }

  /**
   * Returns how long it is until the next action.
   *
   * @return empty when none is planned
   */
  public synchronized Optional<Duration> untilNext() {
    return Optional.ofNullable(events.peek())
        .map(event -> Duration.ofNanos(event.atNanos() - sinceStartNanos));
  }

  /**
   * Moves the clock, stopping at every action on the way.
   *
   * @param time how far
   */
  public void advance(Duration time) {
    long end;
    synchronized (this) {
      end = sinceStartNanos + time.toNanos();
    }
    Optional<Event> next = nextUntil(end);
    while (next.isPresent()) {
      next.get().action().run();
      next = nextUntil(end);
    }
    synchronized (this) {
      sinceStartNanos = Math.max(sinceStartNanos, end);
    }
  }

  private synchronized Optional<Event> nextUntil(long end) {
    if (events.isEmpty() || events.element().atNanos() > end) {
      return Optional.empty();
    }
    Event event = events.remove();
    sinceStartNanos = Math.max(sinceStartNanos, event.atNanos());
    return Optional.of(event);
  }
}
