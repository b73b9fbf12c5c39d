package io.ticketsense.lettuce;

import io.ticketsense.domain.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens when a server does not answer in time and closes with its next answer, however late. While
 * it is open nobody waits; once a second somebody may look whether the server is back.
 */
final class CircuitBreaker {

  private static final long PROBE_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long HOPELESS_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

  private final Ticker ticker;
  private final AtomicLong nextProbe;
  private volatile boolean open;
  private volatile long openedAt;

  CircuitBreaker(Ticker ticker) {
    this.ticker = ticker;
    this.nextProbe = new AtomicLong(ticker.nanos() + PROBE_INTERVAL_NANOS);
  }

  boolean isOpen() {
    return open;
  }

  /** Tells whether it has been open for so long that only another connection may help. */
  boolean isHopeless() {
    return open && ticker.nanos() - openedAt > HOPELESS_AFTER_NANOS;
  }

  /** Returns true to one caller a second. */
  boolean mayProbe() {
    long due = nextProbe.get();
    long now = ticker.nanos();
    return now - due >= 0 && nextProbe.compareAndSet(due, now + PROBE_INTERVAL_NANOS);
  }

  void open() {
    if (!open) {
      openedAt = ticker.nanos();
      open = true;
    }
  }

  void close() {
    open = false;
  }
}
