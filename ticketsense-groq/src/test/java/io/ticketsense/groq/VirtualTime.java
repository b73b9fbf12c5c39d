package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.spi.DefaultScheduledFuture;
import dev.failsafe.spi.Scheduler;
import io.ticketsense.domain.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when something waits for it, and then at once. */
final class VirtualTime implements Scheduler, Ticker {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "virtual-time");
            thread.setDaemon(true);
            return thread;
          });

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final List<Duration> delays = new ArrayList<>();
  private final CountDownLatch pauseBegan = new CountDownLatch(1);
  private volatile boolean standingStill;
  private volatile Duration oversleep = Duration.ZERO;

  /** Makes the next pause last for ever. */
  void standStill() {
    standingStill = true;
  }

  /** Makes every pause last longer than asked for. */
  void oversleep(Duration excess) {
    oversleep = excess;
  }

  void awaitPause() throws InterruptedException {
    assertThat(pauseBegan.await(10, TimeUnit.SECONDS)).isTrue();
  }

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Returns how long each request but the first waited for its turn. */
  synchronized List<Duration> pauses() {
    return List.copyOf(delays.subList(1, delays.size()));
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Callable<?> work, long delay, TimeUnit unit) {
    delays.add(Duration.of(delay, unit.toChronoUnit()));
    if (delay > 0 && standingStill) {
      pauseBegan.countDown();
    } else {
      nanos.addAndGet(unit.toNanos(delay) + (delay > 0 ? oversleep.toNanos() : 0));
      THREADS.execute(new FutureTask<>(work));
    }
    return new DefaultScheduledFuture<>();
  }
}
