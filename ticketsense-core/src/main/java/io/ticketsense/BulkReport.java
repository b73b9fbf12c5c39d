package io.ticketsense;

import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bulk run did.
 *
 * @param progress the final counts
 * @param failures the first {@value BulkTriage#MAX_FAILURES_LISTED} failed tickets, unmodifiable;
 *     {@code progress().failed()} counts all
 * @param models how many tickets each model labelled, by its name; unmodifiable
 * @param degraded how many of the tickets triaged a last resort labelled; {@link
 *     BulkOptions#withOnlyDegraded} triages them anew
 * @param usage tokens of all attempts, failed ones included
 * @param elapsed from start to end
 * @param end why the run ended
 * @param cause what ended it; present exactly when it was {@link End#STOPPED}
 */
public record BulkReport(
    BulkProgress progress,
    List<Failure> failures,
    Map<String, Long> models,
    long degraded,
    TokenUsage usage,
    Duration elapsed,
    End end,
    Optional<TicketSenseException> cause) {

  /** Why a bulk run ended. */
  public enum End {
    /** Every ticket was looked at, or the limit was reached. */
    COMPLETED,
    /**
     * Going on was pointless: the key is wrong, no model can be used, the store, the cache or a
     * quota is gone for longer than the run may wait, or an Error came up.
     */
    STOPPED,
    /** The calling thread was interrupted; tickets in flight that took too long were given up. */
    INTERRUPTED
  }

  /**
   * A ticket that has no new triage.
   *
   * @param ticketId its id
   * @param cause why
   */
  public record Failure(String ticketId, TicketSenseException cause) {}

  /** Creates a report. */
  public BulkReport {
    failures = List.copyOf(failures);
    models = Map.copyOf(models);
  }

  /**
   * Returns when it makes sense to run again, where something was short that comes back by itself.
   *
   * @return time from the end of this run; empty when it was not stopped, or nobody knows
   */
  public Optional<Duration> resumeAfter() {
    return cause.flatMap(
        c ->
            c instanceof TriageFailedException failure && failure.reason().isTransient()
                ? failure.retryAfter()
                : Optional.empty());
  }

  /**
   * Tells whether nothing is left to do.
   *
   * @return true when the run completed and no ticket failed
   */
  public boolean isSuccess() {
    return end == End.COMPLETED && progress.failed() == 0;
  }
}
