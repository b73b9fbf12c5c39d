package io.ticketsense.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work on many threads that start at the same moment. */
final class Threads {

  private Threads() {}

  /** Returns what each thread returned; fails with what one threw. */
  static <T> List<T> together(int threads, IntFunction<T> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier barrier = new CyclicBarrier(threads);
      List<Callable<T>> tasks =
          IntStream.range(0, threads)
              .<Callable<T>>mapToObj(
                  i ->
                      () -> {
                        barrier.await();
                        return work.apply(i);
                      })
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
