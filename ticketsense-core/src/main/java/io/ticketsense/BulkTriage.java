package io.ticketsense;

import io.ticketsense.error.TicketSenseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Triages many stored tickets, several at a time. Results are kept as they come, so a run that is
 * cut off loses only what was in flight, and the next run skips what is done.
 *
 * <p>A ticket that fails does not stop the others. What is short or down for a while is waited for,
 * as long as {@link BulkOptions#maxWait} says: a quota, a model, a store or a cache that worked
 * before. A wrong key, models that fail from the start, and what is down for longer stop the run:
 * unlike a single triage, it must not take an outage of the cache for an absence and pay for every
 * label again.
 *
 * <p>Two runs at once on the same stores may pay twice for a ticket and spoil nothing.
 *
 * <p>Safe for all threads. Starts threads only for the time of a run, unless it is given an
 * executor.
 */
public final class BulkTriage {

  /** How many failed tickets a report lists; the others are counted only. */
  static final int MAX_FAILURES_LISTED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(BulkTriage.class);

  /** How long tickets in flight may take to end after an interrupt before they are given up. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final TriageService service;
  private final Optional<Executor> executor;
  private final Optional<OverviewService> overviews;
  private final Optional<BulkRun.Waiter> waiter;
  private final Duration grace;

  /**
   * Creates a bulk triage on threads of its own: virtual ones where the Java virtual machine has
   * them.
   *
   * @param service triages the tickets of its store into its cache
   */
  public BulkTriage(TriageService service) {
    this(builder(service));
  }

  private BulkTriage(Builder builder) {
    this.service = builder.service;
    this.executor = builder.executor;
    this.overviews = builder.overviews;
    this.waiter = builder.waiter;
    this.grace = builder.grace;
  }

  /**
   * Starts a bulk triage with settings of its own.
   *
   * @param service triages the tickets of its store into its cache
   * @return a builder
   */
  public static Builder builder(TriageService service) {
    return new Builder(service);
  }

  /**
   * Triages tickets and returns when all are done.
   *
   * @param options which tickets, and how many at a time
   * @return what was done; ask {@link BulkReport#isSuccess()}
   */
  public BulkReport run(BulkOptions options) {
    return run(options, progress -> {});
  }

  /**
   * Triages tickets and returns when all are done. A thread that is interrupted begins no more
   * tickets, gives those in flight 3 seconds to end and then gives them up, returns a report and
   * stays interrupted.
   *
   * @param options which tickets, and how many at a time
   * @param onProgress told after tickets and chunks of skipped tickets, by one thread at a time,
   *     the latest numbers only while it is busy; what it throws is logged and changes nothing
   * @return what was done; ask {@link BulkReport#isSuccess()}
   */
  public BulkReport run(BulkOptions options, Consumer<BulkProgress> onProgress) {
    BulkTally tally = new BulkTally(service.ticker(), onProgress);
    BulkRun run = new BulkRun(service, options, tally, waiter.orElse(tally::awaitEnd));
    boolean interrupted = false;
    try (BulkThreads threads = BulkThreads.of(executor, options.concurrency())) {
      try {
        run.feed(threads);
      } catch (InterruptedException e) {
        interrupted = true;
        tally.end();
      } catch (RuntimeException e) {
        tally.stop(BulkRun.cause(e));
        // A store or cache that is interrupted gives up in its own way.
        interrupted = Thread.currentThread().isInterrupted();
      }
      interrupted = threads.finish(interrupted, grace, tally::end);
    }
    interrupted |= Thread.interrupted(); // Cleared, so that the overview is refreshed in peace.
    if (tally.hasChangedLabels()) {
      overviews.ifPresent(BulkTriage::refresh);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return tally.report(interrupted);
  }

  private static void refresh(OverviewService overviews) {
    try {
      var unused = overviews.refresh();
    } catch (RuntimeException e) {
      // Our own messages are safe to log; those of other exceptions may quote what was stored.
      LOG.warn(
          "The overview was not refreshed: {}",
          e instanceof TicketSenseException ? e.getMessage() : e.getClass().getName());
    }
  }

  /** Wires a {@link BulkTriage}. Not safe for use by several threads. */
  public static final class Builder {

    private final TriageService service;
    private Optional<Executor> executor = Optional.empty();
    private Optional<OverviewService> overviews = Optional.empty();
    private Optional<BulkRun.Waiter> waiter = Optional.empty();
    private Duration grace = GRACE;

    private Builder(TriageService service) {
      this.service = service;
    }

    /**
     * Chooses what runs the tickets.
     *
     * @param executor with at least as many threads as tickets are to be triaged at a time; must
     *     run all that it takes; not shut down by us. By default threads of the run's own, virtual
     *     ones where the Java virtual machine has them
     * @return this builder
     */
    public Builder executor(Executor executor) {
      this.executor = Optional.of(executor);
      return this;
    }

    /**
     * Chooses an overview to refresh at the end of every run, also of one that was stopped or
     * interrupted after it had triaged something.
     *
     * @param overviews by default none; a refresh that fails is logged and changes nothing
     * @return this builder
     */
    public Builder overview(OverviewService overviews) {
      this.overviews = Optional.of(overviews);
      return this;
    }

    /** Chooses what waits for quotas and servers, for tests. */
    Builder waiter(BulkRun.Waiter waiter) {
      this.waiter = Optional.of(waiter);
      return this;
    }

    /** Chooses how long tickets in flight may take to end after an interrupt. */
    Builder grace(Duration grace) {
      this.grace = grace;
      return this;
    }

    /**
     * Builds the bulk triage; the builder may be used further.
     *
     * @return a bulk triage with the settings chosen so far
     */
    public BulkTriage build() {
      return new BulkTriage(this);
    }
  }
}
