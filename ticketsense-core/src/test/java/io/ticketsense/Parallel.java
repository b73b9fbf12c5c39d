package io.ticketsense;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work on many threads at the same moment, and waits no longer than a test should. */
final class Parallel {

  private static final int PATIENCE_SECONDS = 20;

  private Parallel() {}

  /** Returns what each thread returned; fails with what one threw. */
  static <T> List<T> run(int threads, IntFunction<T> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier barrier = new CyclicBarrier(threads);
      List<Callable<T>> tasks =
          IntStream.range(0, threads)
              .<Callable<T>>mapToObj(
                  i ->
                      () -> {
                        barrier.await(PATIENCE_SECONDS, SECONDS);
                        return work.apply(i);
                      })
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks, 3 * PATIENCE_SECONDS, SECONDS)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

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
}
