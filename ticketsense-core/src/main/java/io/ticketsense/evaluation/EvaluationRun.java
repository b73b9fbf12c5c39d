package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Asks about tickets on several threads, and collects what comes of it on the calling one. */
final class EvaluationRun {

  /** What came of one ticket, or what ended the run. */
  private record Ended(int index, Optional<EvaluatedTicket> ticket, Optional<Throwable> thrown) {}

  private final int size;
  private final IntFunction<EvaluatedTicket> call;
  private final Consumer<EvaluationProgress> listener;
  private final AtomicInteger next = new AtomicInteger();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  EvaluationRun(
      int size, IntFunction<EvaluatedTicket> call, Consumer<EvaluationProgress> listener) {
    this.size = size;
    this.call = call;
    this.listener = listener;
  }

  List<EvaluatedTicket> on(Optional<Executor> executor, int concurrency)
      throws InterruptedException {
    if (executor.isPresent()) {
      return on(executor.get(), concurrency);
    }
    ExecutorService own = Executors.newFixedThreadPool(concurrency, EvaluationRun::thread);
    try {
      return on(own, concurrency);
    } finally {
      own.shutdown();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticketsense-evaluation");
    thread.setDaemon(true);
    return thread;
  }

  private List<EvaluatedTicket> on(Executor executor, int concurrency) throws InterruptedException {
    List<FutureTask<Void>> workers = new ArrayList<>();
    try {
      for (int i = 0; i < concurrency; i++) {
        FutureTask<Void> worker = new FutureTask<>(this::work, null);
        workers.add(worker);
        executor.execute(() -> run(worker));
      }
      return collect();
    } finally {
      next.set(size);
      workers.forEach(worker -> worker.cancel(true));
    }
  }

  private static void run(FutureTask<Void> worker) {
    worker.run();
    if (worker.isCancelled()) {
      // The interrupt was meant for this run, not for what the thread does next.
      boolean unused = Thread.interrupted();
    }
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
      try {
        ended.add(new Ended(i, Optional.of(call.apply(i)), Optional.empty()));
      } catch (RuntimeException | Error e) {
        ended.add(new Ended(i, Optional.empty(), Optional.of(e)));
        return;
      }
    }
  }

  private List<EvaluatedTicket> collect() throws InterruptedException {
    EvaluatedTicket[] tickets = new EvaluatedTicket[size];
    int failed = 0;
    for (int done = 1; done <= size; done++) {
      Ended one = ended.take();
      if (one.thrown().isPresent()) {
        throw asUnchecked(one.thrown().get());
      }
      EvaluatedTicket ticket = one.ticket().orElseThrow();
      tickets[one.index()] = ticket;
      failed += ticket.failure().isPresent() ? 1 : 0;
      listener.accept(new EvaluationProgress(size, done, failed));
    }
    return Arrays.asList(tickets);
  }

  private static RuntimeException asUnchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
