package io.ticketsense.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An adapter that breaks one promise, and the test of the contract that must find it out.
 *
 * @param <A> port
 * @param caughtBy name of the test method
 * @param how what it does wrong
 * @param adapter makes one
 */
record Broken<A>(String caughtBy, String how, Supplier<A> adapter) {

  @Override
  public String toString() {
    return how + " -> " + caughtBy;
  }

  /** Brings two threads to the same place at the same time, or goes on after a while. */
  static final class Meeting {

    private final CountDownLatch both = new CountDownLatch(2);

    void await() {
      both.countDown();
      try {
        boolean unused = both.await(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    boolean tookPlace() {
      return both.getCount() == 0;
    }
  }
}
