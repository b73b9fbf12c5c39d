package io.ticketsense.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work on many threads that start at the same moment, no longer than a test should wait. */
public final class Threads {

  private static final int PATIENCE_SECONDS = 60;

  private Threads() {}

  /**
   * Runs work once on each of some threads.
   *
   * @param <T> kind of result
   * @param threads how many
   * @param work takes the number of its thread, from 0
   * @return what each thread returned, by its number
   * @throws Exception what one of them threw, as the cause
   */
  public static <T> List<T> together(int threads, IntFunction<T> work) throws Exception {
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
      for (Future<T> future : executor.invokeAll(tasks, PATIENCE_SECONDS, SECONDS)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
