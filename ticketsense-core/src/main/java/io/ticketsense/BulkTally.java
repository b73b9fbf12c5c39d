package io.ticketsense;

import io.ticketsense.BulkReport.End;
import io.ticketsense.BulkReport.Failure;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.TicketSenseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the workers of one bulk run do, and tells the host. */
final class BulkTally {

  private static final Logger LOG = LoggerFactory.getLogger(BulkTally.class);

  private final Ticker ticker;
  private final Consumer<BulkProgress> onProgress;
  private final long startNanos;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger untold = new AtomicInteger();

  // All guarded by this.
  private final Map<String, Long> models = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private long degraded;
  private TokenUsage usage = TokenUsage.NONE;
  private long total;
  private long triaged;
  private long skipped;
  private long failed;
  private Optional<TicketSenseException> stoppedBy = Optional.empty();

  BulkTally(Ticker ticker, Consumer<BulkProgress> onProgress) {
    this.ticker = ticker;
    this.onProgress = onProgress;
    this.startNanos = ticker.nanos();
  }

  synchronized void expect(long total) {
    this.total = total;
  }

  void skipped(int tickets) {
    if (tickets > 0) {
      synchronized (this) {
        skipped += tickets;
      }
      tellProgress();
    }
  }

  synchronized void charged(TokenUsage tokens) {
    usage = usage.plus(tokens);
  }

  void triaged(TriageResult result) {
    synchronized (this) {
      triaged++;
      degraded += result.degraded() ? 1 : 0;
      result.model().ifPresent(model -> models.merge(model, 1L, Long::sum));
    }
    tellProgress();
  }

  void failed(String ticketId, TicketSenseException cause) {
    synchronized (this) {
      failed++;
      if (failures.size() < BulkTriage.MAX_FAILURES_LISTED) {
        failures.add(new Failure(ticketId, cause));
      }
    }
    tellProgress();
  }

  /** Ends the run for a reason; the first one counts. */
  void stop(TicketSenseException cause) {
    synchronized (this) {
      if (stoppedBy.isEmpty()) {
        stoppedBy = Optional.of(cause);
      }
    }
    end();
  }

  /** Ends the run: no ticket is begun any more, and none tried again. */
  void end() {
    end.countDown();
  }

  boolean hasEnded() {
    return end.getCount() == 0;
  }

  /** Tells whether an overview has anything new to count, or may never have counted. */
  synchronized boolean hasChangedLabels() {
    return triaged > 0 || !hasEnded();
  }

  /** Waits, but not beyond the end of the run. */
  void awaitEnd(Duration time) throws InterruptedException {
    boolean unused = end.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  synchronized BulkReport report(boolean interrupted) {
    End end = interrupted ? End.INTERRUPTED : stoppedBy.isPresent() ? End.STOPPED : End.COMPLETED;
    return new BulkReport(
        progress(),
        failures,
        models,
        degraded,
        usage,
        elapsed(),
        end,
        end == End.STOPPED ? stoppedBy : Optional.empty());
  }

  private BulkProgress progress() {
    return new BulkProgress(total, triaged, skipped, failed, elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(ticker.nanos() - startNanos);
  }

  /**
   * Tells one at a time and makes nobody wait: whoever is telling goes on to the latest numbers.
   */
  private void tellProgress() {
    if (untold.getAndIncrement() > 0) {
      return;
    }
    int told;
    do {
      told = untold.get();
      tell(latest());
    } while (untold.addAndGet(-told) > 0);
  }

  private synchronized BulkProgress latest() {
    return progress();
  }

  private void tell(BulkProgress progress) {
    try {
      onProgress.accept(progress);
    } catch (Exception e) { // Other JVM languages throw checked ones undeclared.
      LOG.warn("A progress listener threw {}", e.getClass().getName());
    }
  }
}
