package io.ticketsense;

import io.ticketsense.BulkPatience.Advice;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketNotFoundException;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One bulk run: finds tickets that want a triage, and has threads triage them. */
final class BulkRun {

  /** Waits for something that is short or down; ends early with the run. */
  @FunctionalInterface
  interface Waiter {

    void await(Duration time) throws InterruptedException;
  }

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final TriageService service;
  private final BulkOptions options;
  private final BulkTally tally;
  private final BulkPatience patience;
  private final Waiter waiter;
  private final Outages storeOutages = new Outages();
  private final Outages cacheOutages = new Outages();
  private final Queue<String> putOff = new ConcurrentLinkedQueue<>();
  private long left; // Used by the thread that feeds only.

  BulkRun(TriageService service, BulkOptions options, BulkTally tally, Waiter waiter) {
    this.service = service;
    this.options = options;
    this.tally = tally;
    this.patience = new BulkPatience(options.maxWait(), service.timeout(), service.ticker());
    this.waiter = waiter;
    this.left = options.limit().orElse(Long.MAX_VALUE);
  }

  /**
   * Goes through the tickets, newest first or in the order of the ids asked for, and at the end
   * once more through those that were put off.
   *
   * @throws RuntimeException if that cannot be gone on with
   */
  void feed(BulkThreads threads) throws InterruptedException {
    feedAll(threads);
    threads.awaitIdle();
    for (String id = putOff.poll(); id != null && !tally.hasEnded(); id = putOff.poll()) {
      String again = id;
      threads.start(() -> work(again, true));
    }
  }

  private void feedAll(BulkThreads threads) throws InterruptedException {
    if (options.ids().isPresent()) {
      List<String> ids = options.ids().get();
      tally.expect(ids.size());
      for (int from = 0; from < ids.size() && isWanted(); from += TicketStore.ID_CHUNK) {
        feed(ids.subList(from, Math.min(from + TicketStore.ID_CHUNK, ids.size())), threads);
      }
      return;
    }
    tally.expect(storeOutages.rideOut(() -> service.store().count()));
    Optional<Cursor> start = Optional.empty();
    do {
      Optional<Cursor> after = start;
      Page<String> page =
          storeOutages.rideOut(() -> service.store().pageIds(after, TicketStore.ID_CHUNK));
      feed(page.items(), threads);
      start = page.next();
    } while (start.isPresent() && isWanted());
  }

  private boolean isWanted() {
    return left > 0 && !tally.hasEnded();
  }

  private void feed(List<String> ids, BulkThreads threads) throws InterruptedException {
    for (String id : toTriage(ids)) {
      if (!isWanted()) {
        return;
      }
      left--;
      threads.start(() -> work(id, false));
    }
  }

  private List<String> toTriage(List<String> ids) throws InterruptedException {
    // Asked even when forced: a cache that is lost must show before a model is paid.
    Map<String, Triage> cached = cacheOutages.rideOut(() -> service.cache().getAll(ids));
    if (options.force()) {
      return ids;
    }
    List<String> toTriage = ids.stream().filter(id -> isToTriage(cached.get(id))).toList();
    tally.skipped(ids.size() - toTriage.size());
    return toTriage;
  }

  /** A triage outside the taxonomy counts as absent here too. */
  private boolean isToTriage(@Nullable Triage cached) {
    if (cached == null || !service.taxonomy().contains(cached.output().category())) {
      return !options.onlyDegraded();
    }
    return options.onlyDegraded() && cached.degraded();
  }

  private void work(String id, boolean isPutOff) {
    if (tally.hasEnded()) {
      return;
    }
    try {
      Optional<Ticket> ticket = storeOutages.rideOut(() -> service.store().find(id));
      if (ticket.isPresent()) {
        triage(ticket.get(), isPutOff);
      } else {
        tally.failed(id, new TicketNotFoundException(id));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tally.stop(cause(e));
    } catch (RuntimeException | Error e) {
      tally.stop(cause(e));
    }
  }

  /** Triages a ticket, however many tries and waits that takes. */
  private void triage(Ticket ticket, boolean isPutOff) throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    int tries = 0;
    while (!tally.hasEnded()) {
      long successesBefore = patience.successes();
      TriageFailedException failure;
      try {
        TriageResult result = service.ask(ticket, Lane.BULK, kept -> keep(ticket.id(), kept));
        patience.succeeded();
        tally.triaged(result);
        return;
      } catch (TriageFailedException e) {
        tally.charged(e.usage());
        attempts.addAll(e.attempts());
        failure =
            new TriageFailedException(
                e.reason(), String.valueOf(e.getMessage()), attempts, e.retryAfter());
      }
      if (failure.reason() == FailureReason.CANCELLED && Thread.currentThread().isInterrupted()) {
        tally.stop(failure); // By the run, or by a host that ends its threads under it.
        return;
      }
      tries += BulkPatience.isTurnedAway(failure) ? 0 : 1;
      Advice advice = patience.judge(failure, tries, successesBefore, isPutOff);
      switch (advice.action()) {
        case TRY_AGAIN -> waiter.await(advice.pause());
        case PUT_OFF -> {
          putOff.add(ticket.id());
          return;
        }
        case GIVE_UP -> {
          tally.failed(ticket.id(), failure);
          return;
        }
        case STOP_RUN -> tally.stop(failure);
      }
    }
  }

  private void keep(String id, TriageResult result) {
    tally.charged(result.usage());
    try {
      cacheOutages.rideOut(
          () -> {
            service.cache().put(id, result.triage());
            return id;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          "keep a triage", StorageException.Reason.UNAVAILABLE, "the thread was interrupted");
    }
  }

  /** Says why a run cannot go on. */
  static TicketSenseException cause(Throwable e) {
    if (e instanceof StorageException ours) {
      return ours;
    }
    String what = e.getClass().getName();
    return e instanceof Error
            || e instanceof InterruptedException
            || e instanceof RejectedExecutionException
        ? new TriageFailedException(FailureReason.INTERNAL, "Could not go on: " + what, List.of())
        // A model's exceptions are dealt with, so this one is of the store or the cache.
        : new StorageException("go on", StorageException.Reason.REJECTED, what + " was thrown");
  }

  /**
   * Waits for a store or a cache that is lost, if it had worked in this run. One that never worked
   * is not waited for: the user had better know at once.
   */
  private final class Outages {

    private volatile boolean worked;

    <T> T rideOut(Supplier<T> operation) throws InterruptedException {
      long startNanos = service.ticker().nanos();
      Duration pause = FIRST_PAUSE;
      while (true) {
        try {
          T result = operation.get();
          worked = true;
          return result;
        } catch (StorageException e) {
          Duration outage = Duration.ofNanos(service.ticker().nanos() - startNanos);
          if (!mayPass(e) || outage.plus(pause).compareTo(options.maxWait()) > 0) {
            throw e;
          }
        }
        waiter.await(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }

    private boolean mayPass(StorageException e) {
      boolean isOutage =
          e.reason() == StorageException.Reason.UNAVAILABLE
              || e.reason() == StorageException.Reason.TIMEOUT;
      return isOutage && worked && !tally.hasEnded() && !Thread.currentThread().isInterrupted();
    }
  }
}
