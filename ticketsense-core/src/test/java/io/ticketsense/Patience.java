package io.ticketsense;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for other threads, no longer than a test should. */
final class Patience {

  private static final int PATIENCE_SECONDS = 20;

  private Patience() {}

  /** Waits for another thread; an interrupt meanwhile is a failure too. */
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, SECONDS)) {
        throw new AssertionError("What was waited for did not happen");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Waits for all others; an interrupt meanwhile is a failure too. */
  static void await(CyclicBarrier barrier) {
    try {
      barrier.await(PATIENCE_SECONDS, SECONDS);
    } catch (Exception e) {
      throw new AssertionError("The others did not come", e);
    }
  }

  /** Waits until something is so, looking every millisecond. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("What was waited for did not come about");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
