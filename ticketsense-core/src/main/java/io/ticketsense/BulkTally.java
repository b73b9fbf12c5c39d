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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the workers of one bulk run do, and tells the host. */
final class BulkTally {

  private static final Logger LOG = LoggerFactory.getLogger(BulkTally.class);

  private final Ticker ticker;
  private final Consumer<BulkProgress> onProgress;
  private final long startNanos;

  // All guarded by this.
  private final Map<String, Long> models = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();
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

  synchronized void skipped(int tickets) {
    skipped += tickets;
    if (tickets > 0) {
      tellProgress();
    }
  }

  synchronized void charged(TokenUsage tokens) {
    usage = usage.plus(tokens);
  }

  synchronized void triaged(TriageResult result) {
    triaged++;
    result.model().ifPresent(model -> models.merge(model, 1L, Long::sum));
    tellProgress();
  }

  synchronized void failed(String ticketId, TicketSenseException cause) {
    failed++;
    if (failures.size() < BulkTriage.MAX_FAILURES_LISTED) {
      failures.add(new Failure(ticketId, cause));
    }
    tellProgress();
  }

  synchronized void stop(TicketSenseException cause) {
    if (stoppedBy.isEmpty()) {
      stoppedBy = Optional.of(cause);
    }
  }

  synchronized boolean isStopped() {
    return stoppedBy.isPresent();
  }

  synchronized BulkReport report(boolean interrupted) {
    End end = interrupted ? End.INTERRUPTED : stoppedBy.isPresent() ? End.STOPPED : End.COMPLETED;
    return new BulkReport(
        progress(),
        failures,
        models,
        usage,
        Duration.ofNanos(ticker.nanos() - startNanos),
        end,
        end == End.STOPPED ? stoppedBy : Optional.empty());
  }

  private BulkProgress progress() {
    return new BulkProgress(total, triaged, skipped, failed);
  }

  private void tellProgress() {
    try {
      onProgress.accept(progress());
    } catch (Exception e) { // Other JVM languages throw checked ones undeclared.
      LOG.warn("A progress listener threw {}", e.getClass().getName());
    }
  }
}
