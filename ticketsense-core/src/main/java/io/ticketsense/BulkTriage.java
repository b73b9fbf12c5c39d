package io.ticketsense;

import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketNotFoundException;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageFailedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Triages many stored tickets, several at a time. Results are kept as they come, so a run that is
 * cut off loses only what was in flight, and the next run skips what is done.
 *
 * <p>A ticket that fails does not stop the others. A wrong key, models that all rest after
 * failures, or a store or cache that is lost stop the run: unlike a single triage, it must not take
 * an outage of the cache for an absence and pay for every label again.
 *
 * <p>Safe for all threads. Each run has threads of its own, which end with it.
 */
public final class BulkTriage {

  /** How many failed tickets a report lists; the others are counted only. */
  static final int MAX_FAILURES_LISTED = 1_000;

  private static final int LOOK_UP_CHUNK = 500;

  private final TriageService service;

  /**
   * Creates a bulk triage.
   *
   * @param service triages the tickets of its store into its cache
   */
  public BulkTriage(TriageService service) {
    this.service = service;
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
   * Triages tickets and returns when all are done. A thread that is interrupted gives up the
   * tickets in flight, returns a report and stays interrupted.
   *
   * @param options which tickets, and how many at a time
   * @param onProgress told after every ticket or chunk of skipped tickets, by one thread at a time;
   *     what it throws is logged and changes nothing
   * @return what was done; ask {@link BulkReport#isSuccess()}
   */
  public BulkReport run(BulkOptions options, Consumer<BulkProgress> onProgress) {
    BulkTally tally = new BulkTally(service.ticker(), onProgress);
    ExecutorService workers =
        Executors.newFixedThreadPool(options.concurrency(), BulkTriage::thread);
    boolean interrupted = false;
    try {
      feed(options, tally, workers);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (RuntimeException e) {
      tally.stop(asStorageException(e));
      // A store or cache that is interrupted gives up in its own way.
      interrupted = Thread.currentThread().isInterrupted();
    } finally {
      interrupted |= finish(workers, interrupted);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return tally.report(interrupted);
  }

  private void feed(BulkOptions options, BulkTally tally, ExecutorService workers)
      throws InterruptedException {
    TicketStore store = service.store();
    tally.expect(options.ids().map(ids -> (long) ids.size()).orElseGet(store::count));
    Iterator<String> ids = options.ids().map(List::iterator).orElseGet(store.streamIds()::iterator);
    Semaphore places = new Semaphore(options.concurrency());
    long left = options.limit().orElse(Long.MAX_VALUE);
    while (ids.hasNext() && left > 0 && !tally.isStopped()) {
      for (String id : untriaged(nextChunk(ids), options.force(), tally)) {
        places.acquire();
        if (left == 0 || tally.isStopped()) {
          return;
        }
        left--;
        workers.execute(
            () -> {
              try {
                triage(id, tally);
              } finally {
                places.release();
              }
            });
      }
    }
  }

  private static List<String> nextChunk(Iterator<String> ids) {
    List<String> chunk = new ArrayList<>();
    while (ids.hasNext() && chunk.size() < LOOK_UP_CHUNK) {
      chunk.add(ids.next());
    }
    return chunk;
  }

  private List<String> untriaged(List<String> ids, boolean force, BulkTally tally) {
    // Asked even when forced: a cache that is lost must show before a model is paid.
    Map<String, TriageOutput> cached = service.cache().getAll(ids);
    if (force) {
      return ids;
    }
    List<String> untriaged = ids.stream().filter(id -> !isTriage(cached.get(id))).toList();
    tally.skipped(ids.size() - untriaged.size());
    return untriaged;
  }

  /** One outside the taxonomy counts as absent here too. */
  private boolean isTriage(@Nullable TriageOutput output) {
    return output != null && service.taxonomy().contains(output.category());
  }

  private void triage(String id, BulkTally tally) {
    if (tally.isStopped()) {
      return;
    }
    try {
      Ticket ticket = service.store().find(id).orElseThrow(() -> new TicketNotFoundException(id));
      tally.triaged(service.ask(ticket, Lane.BULK, result -> keep(id, result, tally)));
    } catch (TicketNotFoundException e) {
      tally.failed(id, e);
    } catch (TriageFailedException e) {
      tally.charged(e.usage());
      if (isHopeless(e)) {
        tally.stop(e);
      } else if (e.reason() != FailureReason.CANCELLED || !Thread.currentThread().isInterrupted()) {
        // A ticket in flight is given up when the run is, not when the model was closed meanwhile.
        tally.failed(id, e);
      }
    } catch (RuntimeException e) {
      tally.stop(asStorageException(e));
    } catch (Error e) {
      tally.stop(
          new TriageFailedException(
              FailureReason.INTERNAL, "Could not go on: " + e.getClass().getName(), List.of()));
    }
  }

  /**
   * The next tickets would fail alike: a person has to mend the key, or models that rest were not
   * even asked. Going on would only turn every ticket left into a failure.
   */
  private static boolean isHopeless(TriageFailedException e) {
    boolean resting =
        e.reason().isTransient() && e.attempts().isEmpty() && e.retryAfter().isPresent();
    return e.reason() == FailureReason.UNAUTHENTICATED || resting;
  }

  private void keep(String id, TriageResult result, BulkTally tally) {
    tally.charged(result.usage());
    service.cache().put(id, result.output());
  }

  /** A model's exceptions are dealt with by now, so this one is of the store or the cache. */
  private static StorageException asStorageException(RuntimeException e) {
    return e instanceof StorageException ours
        ? ours
        : new StorageException(
            "go on", StorageException.Reason.REJECTED, e.getClass().getName() + " was thrown");
  }

  /** Waits for the workers, or interrupts them; returns whether the wait was interrupted. */
  private static boolean finish(ExecutorService workers, boolean interrupted) {
    if (interrupted) {
      workers.shutdownNow();
    } else {
      workers.shutdown();
    }
    while (true) {
      try {
        if (workers.awaitTermination(1, TimeUnit.DAYS)) {
          return interrupted;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        workers.shutdownNow();
      }
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticketsense-bulk");
    thread.setDaemon(true);
    return thread;
  }
}
