package io.ticketsense.examples.demo.http;

import io.ticketsense.BulkOptions;
import io.ticketsense.BulkProgress;
import io.ticketsense.BulkReport;
import io.ticketsense.BulkTriage;
import io.ticketsense.OverviewService;
import io.ticketsense.error.StorageException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bulk runs of this process, one at a time, for all to watch. While one goes on, the overview is
 * counted anew now and then, so that also other processes see it grow.
 *
 * <p>Safe for all threads. Close it to end the run in progress.
 */
public final class BulkRuns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BulkRuns.class);

  private final BulkTriage bulk;
  private final OverviewService overviews;
  private final AtomicReference<@Nullable Run> latest = new AtomicReference<>();

  /**
   * Creates a place to run in.
   *
   * @param bulk what runs, without an overview of its own
   * @param overviews what to refresh meanwhile and at the end
   */
  public BulkRuns(BulkTriage bulk, OverviewService overviews) {
    this.bulk = bulk;
    this.overviews = overviews;
  }

  /**
   * What is known of the latest run.
   *
   * @param progress the latest numbers; empty until there are some
   * @param report of the run; empty while it goes on, or if it broke
   * @param running whether it goes on
   */
  record Status(Optional<BulkProgress> progress, Optional<BulkReport> report, boolean running) {}

  /**
   * Runs and returns when done. When the calling thread is interrupted, so is the run; the thread
   * stays interrupted.
   *
   * @param options which tickets, and how many at a time
   * @param onProgress told as {@link BulkTriage} tells it
   * @return what was done
   * @throws IllegalStateException if a run is in progress
   */
  public BulkReport run(BulkOptions options, Consumer<BulkProgress> onProgress) {
    Run run =
        start(options, onProgress)
            .orElseThrow(() -> new IllegalStateException("A bulk run is in progress"));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return run.report.get();
        } catch (InterruptedException e) {
          interrupted = true;
          run.thread.interrupt();
        } catch (ExecutionException e) {
          throw new CompletionException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts a run in the background, unless one is in progress. */
  boolean start(BulkOptions options) {
    return start(options, progress -> {}).isPresent();
  }

  private Optional<Run> start(BulkOptions options, Consumer<BulkProgress> onProgress) {
    Run run = new Run(options, onProgress);
    Run before = latest.get();
    if ((before != null && !before.report.isDone()) || !latest.compareAndSet(before, run)) {
      return Optional.empty();
    }
    run.thread.start();
    return Optional.of(run);
  }

  /** Asks the run in progress, if any, to end. */
  void stop() {
    Run run = latest.get();
    if (run != null) {
      run.thread.interrupt();
    }
  }

  /** Returns what is known of the latest run; empty if there was none. */
  Optional<Status> status() {
    return Optional.ofNullable(latest.get()).map(Run::status);
  }

  /** Ends the run in progress, if any, and waits until what is in flight has ended. */
  @Override
  public void close() {
    Run run = latest.get();
    if (run != null) {
      run.thread.interrupt();
      var unused = run.report.handle((report, failure) -> report).join();
    }
  }

  private final class Run {

    private final CompletableFuture<BulkReport> report = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable BulkProgress progress;

    Run(BulkOptions options, Consumer<BulkProgress> onProgress) {
      thread =
          new Thread(
              () -> {
                try {
                  BulkReport done = runWatched(options, onProgress);
                  if (done.progress().triaged() > 0 || done.end() == BulkReport.End.COMPLETED) {
                    recount();
                  }
                  report.complete(done);
                } catch (Throwable e) { // Whoever waits has to hear of it, whatever it is.
                  report.completeExceptionally(e);
                }
              },
              "bulk-run");
    }

    Status status() {
      boolean running = !report.isDone();
      Optional<BulkReport> outcome =
          running || report.isCompletedExceptionally()
              ? Optional.empty()
              : Optional.of(report.join());
      return new Status(Optional.ofNullable(progress), outcome, running);
    }

    private BulkReport runWatched(BulkOptions options, Consumer<BulkProgress> onProgress) {
      try (LiveOverview live = LiveOverview.of(overviews)) {
        live.start();
        return bulk.run(
            options,
            latestProgress -> {
              progress = latestProgress;
              onProgress.accept(latestProgress);
            });
      }
    }

    /**
     * Counts when the live counts have ended: one of those may have begun before the run did end.
     */
    private void recount() {
      Thread.interrupted(); // Meant for the run, which is over.
      try {
        var unused = overviews.refresh();
      } catch (StorageException e) {
        LOG.warn("The overview was not refreshed: {}", e.getMessage());
      }
    }
  }
}
