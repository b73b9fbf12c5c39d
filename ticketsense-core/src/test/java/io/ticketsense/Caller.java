package io.ticketsense;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Calls something on a thread of its own, which a test can watch and interrupt. */
final class Caller<T> {

  private static final int PATIENCE_SECONDS = 20;

  private final FutureTask<T> task;
  private final Thread thread;
  private volatile boolean leftInterrupted;

  Caller(Callable<T> call) {
    task = new FutureTask<>(call);
    thread =
        new Thread(
            () -> {
              task.run();
              leftInterrupted = Thread.currentThread().isInterrupted();
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns what the call returned, or throws what it threw as the cause. */
  T result() throws Exception {
    return task.get(PATIENCE_SECONDS, SECONDS);
  }

  void interrupt() {
    thread.interrupt();
  }

  boolean isWaiting() {
    return thread.getState() == Thread.State.TIMED_WAITING
        || thread.getState() == Thread.State.WAITING;
  }

  boolean leftInterrupted() throws InterruptedException {
    thread.join(SECONDS.toMillis(PATIENCE_SECONDS));
    return leftInterrupted;
  }
}
