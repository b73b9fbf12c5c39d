package io.ticketsense;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.StorageException;
import io.ticketsense.port.OverviewStore;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts tickets and labels. Reading costs one look-up; refreshing reads every ticket id and triage
 * once, a chunk at a time, in bounded memory.
 *
 * <p>Safe for all threads. Owns nothing and starts no thread.
 */
public final class OverviewService {

  /**
   * How many ids and triages are read at a time: enough for a cache to keep several commands under
   * way, and some megabytes at most.
   */
  static final int CHUNK = 10_000;

  private static final String OPERATION = "refresh the overview";

  private final TicketStore tickets;
  private final TriageCache triages;
  private final OverviewStore overviews;
  private final Taxonomy taxonomy;
  private final Clock clock;
  private final SingleFlight<String, Overview> flights = new SingleFlight<>();

  /**
   * Creates a service for the standard taxonomy.
   *
   * @param tickets what to count
   * @param triages how they are labelled
   * @param overviews where the counts are kept
   */
  public OverviewService(TicketStore tickets, TriageCache triages, OverviewStore overviews) {
    this(tickets, triages, overviews, Taxonomy.standard());
  }

  /**
   * Creates a service.
   *
   * @param tickets what to count
   * @param triages how they are labelled
   * @param overviews where the counts are kept
   * @param taxonomy the categories to list; triages with others count as missing
   */
  public OverviewService(
      TicketStore tickets, TriageCache triages, OverviewStore overviews, Taxonomy taxonomy) {
    this(tickets, triages, overviews, taxonomy, Clock.systemUTC());
  }

  /**
   * Creates a service with a clock of your own.
   *
   * @param tickets what to count
   * @param triages how they are labelled
   * @param overviews where the counts are kept
   * @param taxonomy the categories to list; triages with others count as missing
   * @param clock tells when the counts were taken
   */
  public OverviewService(
      TicketStore tickets,
      TriageCache triages,
      OverviewStore overviews,
      Taxonomy taxonomy,
      Clock clock) {
    this.tickets = tickets;
    this.triages = triages;
    this.overviews = overviews;
    this.taxonomy = taxonomy;
    this.clock = clock;
  }

  /**
   * Returns the counts of the last refresh.
   *
   * @return empty when there was none, or it was too long ago
   * @throws io.ticketsense.error.StorageException if the overview cannot be read
   */
  public Optional<Overview> read() {
    return overviews.get();
  }

  /**
   * Counts anew and keeps the counts. Who calls while another thread counts for this service waits
   * for its counts, which may miss what changed since it began; {@link #read} returns the earlier
   * ones meanwhile. When a thread that counts is interrupted, one of those who wait counts in its
   * place.
   *
   * <p>On failure the earlier counts stay: an unreachable cache is not taken for one without
   * triages.
   *
   * @return the new counts, with the time when they were complete, to the millisecond
   * @throws io.ticketsense.error.StorageException if tickets or triages cannot be read or the
   *     counts cannot be kept, or if this thread is interrupted, and stays so, while it waits
   */
  public Overview refresh() {
    try {
      return flights
          .run(
              OPERATION,
              landed -> {
                landed.await();
                return true;
              },
              this::countAndKeep)
          .orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          OPERATION, StorageException.Reason.UNAVAILABLE, "the thread was interrupted");
    }
  }

  private Overview countAndKeep() {
    Tally tally = new Tally();
    Optional<Cursor> start = Optional.empty();
    boolean more = true;
    while (more) {
      Page<String> page = tickets.pageIds(start, CHUNK);
      tally.add(page.items(), triages.getAll(page.items()).values());
      start = page.next();
      more = start.isPresent();
    }
    Overview overview = tally.overview();
    overviews.put(overview);
    return overview;
  }

  private final class Tally {

    private long total;
    private final Map<Priority, Long> byPriority = zeros(List.of(Priority.values()));
    private final Map<Category, Long> byCategory = zeros(taxonomy.categories());
    private final Map<Sentiment, Long> bySentiment = zeros(List.of(Sentiment.values()));

    void add(Collection<String> ids, Collection<Triage> found) {
      total += ids.size();
      for (Triage triage : found) {
        TriageOutput output = triage.output();
        if (taxonomy.contains(output.category())) {
          byPriority.merge(output.priority(), 1L, Long::sum);
          byCategory.merge(output.category(), 1L, Long::sum);
          bySentiment.merge(output.sentiment(), 1L, Long::sum);
        }
      }
    }

    Overview overview() {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      return new Overview(total, byPriority, byCategory, bySentiment, Optional.of(now));
    }

    private static <L> Map<L, Long> zeros(List<L> labels) {
      Map<L, Long> counts = new LinkedHashMap<>();
      labels.forEach(label -> counts.put(label, 0L));
      return counts;
    }
  }
}
