package io.ticketsense;

import io.ticketsense.domain.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. Starts just before {@code long} overflows, as
 * {@link System#nanoTime()} is free to do.
 */
final class ManualTicker implements Ticker {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }
}
