package io.ticketsense.examples.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets the main thread end its work and its servers when the process is asked to stop. */
final class Shutdown {

  private static final int INTERRUPTS = 6;

  /** Longer than a bulk run lets tickets in flight end. */
  private static final int SECONDS_BETWEEN_INTERRUPTS = 5;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  private Shutdown() {}

  /** On Ctrl-C or a request to terminate, interrupts a thread and waits for it to finish. */
  static Shutdown interrupting(Thread worker) {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown.stop(worker), "shutdown"));
    return shutdown;
  }

  /** Tells whether the process was asked to stop. */
  boolean isRequested() {
    return requested;
  }

  /** Says that the worker has nothing left to clean up. */
  void finished() {
    finished.countDown();
  }

  private void stop(Thread worker) {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    try {
      // Again and again: a library in the middle of something may swallow an interrupt.
      for (int i = 0; i < INTERRUPTS; i++) {
        worker.interrupt();
        if (finished.await(SECONDS_BETWEEN_INTERRUPTS, TimeUnit.SECONDS)) {
          return;
        }
      }
      System.err.println("Gave up waiting for work in flight");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
