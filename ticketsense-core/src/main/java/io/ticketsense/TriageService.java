package io.ticketsense;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.domain.TriagedTicket;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels tickets. The front door of TicketSense:
 *
 * <pre>{@code
 * TriageService triage = TriageService.builder(model).store(store).cache(cache).build();
 * TriageResult result = triage.triage(ticket);
 * }</pre>
 *
 * <p>A result that breaks the constraints never leaves this class. The cache may fail without
 * failing a triage; the store may not. No call holds a connection of the store or the cache while a
 * model is asked.
 *
 * <p>Callers who want a triage of the same ticket at the same time share one call of the model: the
 * first of them makes it on its own thread, and all get what comes of it, the same result or the
 * same failure. Those who wait keep to their own timeout, and give up when they are interrupted.
 * When the first is interrupted or cancelled, one of those who wait makes a call in its place.
 * Tickets are the same only if all of their fields are.
 *
 * <p>A model must not ask this service for the ticket that it is labelling: on its own thread the
 * service refuses, on another one it would wait for itself until the timeout.
 *
 * <p>Safe for all threads. Owns nothing and starts no thread; close the adapters yourself.
 */
public final class TriageService {

  private static final Logger LOG = LoggerFactory.getLogger(TriageService.class);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final int SAMPLE_ROUNDS = 4;

  private final SharedTriage sharedTriage;
  private final TicketStore store;
  private final TriageCache cache;
  private final TriageCache failOpenCache;
  private final Taxonomy taxonomy;
  private final TriageListener listener;
  private final Duration timeout;
  private final Ticker ticker;

  private TriageService(Builder builder) {
    this.store = builder.store;
    this.cache = builder.cache;
    this.taxonomy = builder.taxonomy;
    this.listener = builder.listener;
    this.timeout = builder.timeout;
    this.ticker = builder.ticker;
    this.sharedTriage =
        new SharedTriage(
            new CheckedModel(builder.model, ticker), taxonomy, timeout, ticker, this::tell);
    this.failOpenCache =
        new FailOpenCache(cache, taxonomy, ticker, e -> tell(l -> l.cacheFailed(e)));
  }

  /**
   * Starts the wiring.
   *
   * @param model what labels tickets
   * @return a builder with memory adapters, the standard taxonomy and a timeout of 60 seconds
   */
  public static Builder builder(TriageModel model) {
    return new Builder(model);
  }

  /**
   * Labels a ticket, stored or not. Returns at once when the cache knows the labels.
   *
   * @param ticket what to label
   * @return a valid triage
   * @throws TriageFailedException if no model gave a valid triage in time
   */
  public TriageResult triage(Ticket ticket) {
    return sharedTriage.findOrAsk(
        ticket, () -> failOpenCache.get(ticket.id()), result -> keep(ticket, result));
  }

  /**
   * Labels a ticket on another thread.
   *
   * @param ticket what to label
   * @param executor runs the triage; not shut down by us
   * @return completes as {@link #triage} returns or throws. Cancelling it, or completing it in any
   *     other way such as by {@code orTimeout}, interrupts the triage and with it the call in
   *     flight; the thread is not left interrupted
   * @throws java.util.concurrent.RejectedExecutionException if the executor does not take it
   */
  public CompletableFuture<TriageResult> triageAsync(Ticket ticket, Executor executor) {
    CompletableFuture<TriageResult> future = new CompletableFuture<>();
    FutureTask<TriageResult> task =
        new FutureTask<>(() -> triage(ticket)) {
          @Override
          protected void done() {
            try {
              future.complete(get());
            } catch (ExecutionException e) {
              future.completeExceptionally(e.getCause());
            } catch (InterruptedException | CancellationException e) {
              future.cancel(false);
            }
          }
        };
    var unused = future.whenComplete((result, failure) -> task.cancel(true));
    executor.execute(
        () -> {
          task.run();
          if (task.isCancelled()) {
            // The interrupt was meant for this triage, not for what the thread does next.
            Thread.interrupted();
          }
        });
    return future;
  }

  /**
   * Labels a ticket anew, whatever the cache knows, and replaces what it knows. Shares a call of
   * the model that is in flight for this ticket.
   *
   * @param ticket what to label
   * @return a valid triage from a model
   * @throws TriageFailedException if no model gave a valid triage in time; the cache is unchanged
   */
  public TriageResult retriage(Ticket ticket) {
    return sharedTriage.ask(ticket, result -> keep(ticket, result));
  }

  /**
   * Stores a new ticket, then labels it. The ticket stays stored when every model fails.
   *
   * @param ticket with an id not stored yet
   * @return the ticket with its triage, or with the reason why it has none
   * @throws io.ticketsense.error.DuplicateTicketException if the id is taken; no model was asked
   * @throws io.ticketsense.error.StorageException if the store cannot be written
   */
  public Submission submit(Ticket ticket) {
    store.insert(ticket);
    try {
      return Submission.triaged(ticket, retriage(ticket));
    } catch (TriageFailedException e) {
      return Submission.untriaged(ticket, e);
    }
  }

  /**
   * Looks up a stored ticket and its triage. Asks no model.
   *
   * @param id of the ticket
   * @return empty when no ticket has this id
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  public Optional<TriagedTicket> find(String id) {
    return store.find(id).map(ticket -> new TriagedTicket(ticket, failOpenCache.get(id)));
  }

  /**
   * Lists stored tickets with their triages, newest first. Asks no model; reads the cache once.
   *
   * @param after where the page starts; empty for the first one
   * @param limit how many tickets the page may hold, at least 1
   * @return a page, full unless it is the last one
   * @throws IllegalArgumentException if the limit is below 1
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  public Page<TriagedTicket> page(Optional<Cursor> after, int limit) {
    return store.page(after, limit).map(this::withTriages);
  }

  /**
   * Lists stored tickets with their triages by their position, newest first. Asks no model; reads
   * the cache once.
   *
   * @param offset how many of the newest tickets to leave out, at least 0; far in it takes longer
   * @param limit how many tickets to list, at least 1
   * @return as many as asked for or all there are, unmodifiable
   * @throws IllegalArgumentException if the offset is negative or the limit below 1
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  public List<TriagedTicket> page(long offset, int limit) {
    return withTriages(store.page(offset, limit));
  }

  /**
   * Picks triaged tickets by chance, for a look at what triage does. Asks no model.
   *
   * @param size how many, at least 0
   * @return different triaged tickets in no particular order; fewer than asked for where few of the
   *     stored tickets are triaged
   * @throws IllegalArgumentException if the size is negative
   * @throws io.ticketsense.error.StorageException if the store cannot be read
   */
  public List<TriagedTicket> sample(int size) {
    Map<String, TriagedTicket> sample = new LinkedHashMap<>();
    int draw = size;
    for (int round = 0; round < SAMPLE_ROUNDS; round++) {
      List<Ticket> drawn = store.sample(draw);
      for (TriagedTicket candidate : withTriages(drawn)) {
        if (sample.size() < size && candidate.triage().isPresent()) {
          sample.putIfAbsent(candidate.ticket().id(), candidate);
        }
      }
      if (sample.size() == size || drawn.size() < draw) {
        break;
      }
      draw *= 3;
    }
    return List.copyOf(sample.values());
  }

  TicketStore store() {
    return store;
  }

  /** The cache as it is, for bulk work that must not take an outage for an absence. */
  TriageCache cache() {
    return cache;
  }

  Taxonomy taxonomy() {
    return taxonomy;
  }

  Ticker ticker() {
    return ticker;
  }

  Duration timeout() {
    return timeout;
  }

  /** Asks the model, whatever the cache knows; a failure to keep the triage is the caller's. */
  TriageResult ask(Ticket ticket, Lane lane, Consumer<TriageResult> keep) {
    return sharedTriage.askAndKeep(ticket, lane, keep);
  }

  private void keep(Ticket ticket, TriageResult result) {
    failOpenCache.put(ticket.id(), result.triage());
  }

  private List<TriagedTicket> withTriages(List<Ticket> tickets) {
    Map<String, Triage> triages = failOpenCache.getAll(tickets.stream().map(Ticket::id).toList());
    return tickets.stream()
        .map(t -> new TriagedTicket(t, Optional.ofNullable(triages.get(t.id()))))
        .toList();
  }

  private void tell(Consumer<TriageListener> event) {
    try {
      event.accept(listener);
    } catch (Exception e) { // Other JVM languages throw checked ones undeclared.
      LOG.warn("A triage listener threw {}", e.getClass().getName());
    }
  }

  /** Wires a {@link TriageService}. Not safe for use by several threads. */
  public static final class Builder {

    private final TriageModel model;
    private TicketStore store = new InMemoryTicketStore();
    private TriageCache cache = new InMemoryTriageCache();
    private Taxonomy taxonomy = Taxonomy.standard();
    private TriageListener listener = TriageListener.NONE;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Ticker ticker = Ticker.system();

    private Builder(TriageModel model) {
      this.model = model;
    }

    /**
     * Chooses where tickets are stored.
     *
     * @param store by default an {@link InMemoryTicketStore}
     * @return this builder
     */
    public Builder store(TicketStore store) {
      this.store = store;
      return this;
    }

    /**
     * Chooses where triages are kept.
     *
     * @param cache by default an {@link InMemoryTriageCache}
     * @return this builder
     */
    public Builder cache(TriageCache cache) {
      this.cache = cache;
      return this;
    }

    /**
     * Chooses the categories.
     *
     * @param taxonomy by default {@link Taxonomy#standard()}
     * @return this builder
     */
    public Builder taxonomy(Taxonomy taxonomy) {
      this.taxonomy = taxonomy;
      return this;
    }

    /**
     * Chooses who hears of triages.
     *
     * @param listener by default nobody
     * @return this builder
     */
    public Builder listener(TriageListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * Chooses how long one triage may take, over all models, attempts and waits.
     *
     * @param timeout positive, at most 100 years, by default 60 seconds
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of bounds
     */
    public Builder timeout(Duration timeout) {
      var unused = Deadline.after(timeout, ticker); // What it refuses no triage could use.
      this.timeout = timeout;
      return this;
    }

    /**
     * Chooses what measures time, for tests.
     *
     * @param ticker by default {@link Ticker#system()}
     * @return this builder
     */
    public Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /**
     * Builds the service; the builder may be used further.
     *
     * @return a service with the adapters chosen so far
     */
    public TriageService build() {
      return new TriageService(this);
    }
  }
}
