package io.ticketsense.examples.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets the main thread end its work and its servers when the process is asked to stop. */
final class Shutdown {

  private static final int SECONDS_TO_NOTICE = 1;
  private static final int INTERRUPTS = 6;

  /** Longer than a bulk run lets tickets in flight end. */
  private static final int SECONDS_BETWEEN_INTERRUPTS = 5;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private Shutdown() {}

  /** On Ctrl-C or a request to terminate, interrupts a thread and waits for it to finish. */
  static Shutdown interrupting(Thread worker) {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown.stop(worker), "shutdown"));
    return shutdown;
  }

  /** Tells whether the process was asked to stop. */
  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Tells whether the process is asked to stop before long. A terminal sends Ctrl-C to every
   * process in the foreground: one that this process has started may be gone before this one
   * notices.
   */
  boolean isAboutToBeRequested() {
    try {
      return requested.await(SECONDS_TO_NOTICE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return isRequested();
    }
  }

  /** Says that the worker has nothing left to clean up. */
  void finished() {
    finished.countDown();
  }

  private void stop(Thread worker) {
    if (finished.getCount() == 0) {
      return;
    }
    requested.countDown();
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
