package io.ticketsense.groq;

import dev.failsafe.spi.DefaultScheduledFuture;
import dev.failsafe.spi.Scheduler;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs requests on threads of its own, so that the thread that asked can be interrupted while a
 * socket blocks. There are as many as requests under way; idle ones end after a minute, all others
 * when this is closed.
 */
final class RequestThreads implements Scheduler, AutoCloseable {

  private final ExecutorService workers = Executors.newCachedThreadPool(RequestThreads::thread);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, RequestThreads::thread);

  RequestThreads() {
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public ScheduledFuture<?> schedule(Callable<?> work, long delay, TimeUnit unit) {
    if (delay <= 0) {
      workers.execute(new FutureTask<>(work));
      return new DefaultScheduledFuture<>();
    }
    return timer.schedule(() -> workers.execute(new FutureTask<>(work)), delay, unit);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticketsense-groq");
    thread.setDaemon(true);
    return thread;
  }
}
