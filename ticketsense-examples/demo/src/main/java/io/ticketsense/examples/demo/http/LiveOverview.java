package io.ticketsense.examples.demo.http;

import io.ticketsense.OverviewService;
import io.ticketsense.domain.Ticker;
import io.ticketsense.error.StorageException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts anew every now and then until it is closed. */
final class LiveOverview implements AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Counting takes at most a twentieth of the time, however many tickets there are. */
  private static final int PAUSE_PER_COST = 19;

  /** A store that does not answer may keep a count from ending. */
  private static final long LONGEST_END_MILLIS = 5_000;

  private final OverviewService overviews;
  private final Ticker ticker;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::refreshUntilClosed, "live-overview");

  private LiveOverview(OverviewService overviews, Ticker ticker) {
    this.overviews = overviews;
    this.ticker = ticker;
    thread.setDaemon(true);
  }

  static LiveOverview of(OverviewService overviews) {
    return new LiveOverview(overviews, Ticker.system());
  }

  void start() {
    thread.start();
  }

  private void refreshUntilClosed() {
    long pause = PAUSE_NANOS;
    try {
      while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
        long start = ticker.nanos();
        try {
          var unused = overviews.refresh();
        } catch (StorageException e) {
          // The run itself tells of outages; the next round may do better.
        }
        pause = Math.max(PAUSE_NANOS, PAUSE_PER_COST * (ticker.nanos() - start));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends at once: a count in progress is interrupted, and gone when this returns. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
