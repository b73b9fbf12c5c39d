package io.ticketsense;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tickets of one bulk run, some at a time. Interrupts only work of its own, also on the
 * threads of a host.
 */
final class BulkThreads implements AutoCloseable {

  private final Executor executor;
  private final Optional<ExecutorService> own;
  private final int concurrency;
  private final Semaphore places;
  private final Set<Task> running = ConcurrentHashMap.newKeySet();

  private BulkThreads(Executor executor, Optional<ExecutorService> own, int concurrency) {
    this.executor = executor;
    this.own = own;
    this.concurrency = concurrency;
    this.places = new Semaphore(concurrency);
  }

  static BulkThreads of(Optional<Executor> executor, int concurrency) {
    if (executor.isPresent()) {
      return new BulkThreads(executor.get(), Optional.empty(), concurrency);
    }
    ExecutorService own = ownThreads(concurrency);
    return new BulkThreads(own, Optional.of(own), concurrency);
  }

  /** Virtual threads came with Java 21, and this is built for 17. */
  private static ExecutorService ownThreads(int concurrency) {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return Executors.newFixedThreadPool(concurrency, BulkThreads::thread);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticketsense-bulk");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for a place and starts the work. */
  void start(Runnable work) throws InterruptedException {
    places.acquire();
    Task task = new Task(work);
    boolean taken = false;
    try {
      executor.execute(task);
      taken = true;
    } finally {
      if (!taken) {
        places.release();
      }
    }
  }

  /** Waits until all work has ended. */
  void awaitIdle() throws InterruptedException {
    places.acquire(concurrency);
    places.release(concurrency);
  }

  /**
   * Waits until all work has ended, however long that takes; after an interrupt only for a while,
   * and then interrupts the work too.
   *
   * @param interrupted whether there was an interrupt already
   * @param grace how long to wait after an interrupt
   * @param onInterrupt called when one comes
   * @return whether there was an interrupt, before or now
   */
  boolean finish(boolean interrupted, Duration grace, Runnable onInterrupt) {
    if (!interrupted) {
      try {
        awaitIdle();
        return false;
      } catch (InterruptedException e) {
        onInterrupt.run();
      }
    }
    try {
      if (places.tryAcquire(concurrency, grace.toNanos(), TimeUnit.NANOSECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      // Then without any grace.
    }
    running.forEach(Task::interrupt);
    places.acquireUninterruptibly(concurrency);
    return true;
  }

  /** Ends the threads that were started here. */
  @Override
  public void close() {
    own.ifPresent(ExecutorService::shutdown);
  }

  private final class Task implements Runnable {

    private final Runnable work;

    // Both guarded by this, so that no interrupt comes late.
    private @Nullable Thread thread;
    private boolean interrupted;

    Task(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      synchronized (this) {
        thread = Thread.currentThread();
      }
      running.add(this);
      try {
        work.run();
      } finally {
        running.remove(this);
        synchronized (this) {
          thread = null;
          if (interrupted) {
            // It was not meant for what the thread does next.
            boolean unused = Thread.interrupted();
          }
        }
        places.release();
      }
    }

    synchronized void interrupt() {
      if (thread != null) {
        interrupted = true;
        thread.interrupt();
      }
    }
  }
}
