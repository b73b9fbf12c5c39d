package io.ticketsense;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a bulk run covers. Start from {@link #defaults()}.
 *
 * @param limit how many tickets to triage at most, skipped ones not counted; empty for all
 * @param ids the only tickets to look at; empty for all stored ones, newest first
 * @param force whether to triage tickets anew that are triaged already
 * @param onlyDegraded whether to triage anew the tickets whose triage is degraded, and no others
 * @param concurrency how many tickets to triage at a time, 1 to {@value #MAX_CONCURRENCY}
 * @param maxWait how long to wait for a quota, a model, a store or a cache, without a ticket
 *     triaged meanwhile, before the run stops; zero to ten years
 */
public record BulkOptions(
    OptionalLong limit,
    Optional<List<String>> ids,
    boolean force,
    boolean onlyDegraded,
    int concurrency,
    Duration maxWait) {

  /** The most tickets to triage at a time; each takes a thread. */
  public static final int MAX_CONCURRENCY = 1_024;

  /** The longest that {@link #maxWait} may be. */
  public static final Duration LONGEST_WAIT = Duration.ofDays(3_650);

  private static final int DEFAULT_CONCURRENCY = 8;
  private static final Duration DEFAULT_MAX_WAIT = Duration.ofMinutes(2);

  /**
   * Creates options.
   *
   * @throws IllegalArgumentException if a number is out of bounds, or a run is both to take every
   *     ticket by force and only those with a degraded triage
   */
  public BulkOptions {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException("A limit must be at least 1");
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException("Concurrency must be 1 to " + MAX_CONCURRENCY);
    }
    if (maxWait.isNegative() || maxWait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("A longest wait must be zero to ten years");
    }
    if (force && onlyDegraded) {
      throw new IllegalArgumentException(
          "A run triages either every ticket by force or only those whose triage is degraded");
    }
    ids = ids.map(list -> List.copyOf(new LinkedHashSet<>(list)));
  }

  /**
   * Returns options for all tickets not triaged yet, 8 at a time, and waits of 2 minutes at most:
   * longer than a quota per minute takes to come back, shorter than one per day.
   *
   * @return the starting point
   */
  public static BulkOptions defaults() {
    return new BulkOptions(
        OptionalLong.empty(),
        Optional.empty(),
        false,
        false,
        DEFAULT_CONCURRENCY,
        DEFAULT_MAX_WAIT);
  }

  /**
   * Stops after some tickets.
   *
   * @param limit how many to triage, skipped ones not counted; at least 1
   * @return changed options
   * @throws IllegalArgumentException if the limit is below 1
   */
  public BulkOptions withLimit(long limit) {
    return new BulkOptions(OptionalLong.of(limit), ids, force, onlyDegraded, concurrency, maxWait);
  }

  /**
   * Looks at some tickets only.
   *
   * @param ids of stored tickets; one that is not stored is reported as failed
   * @return changed options
   */
  public BulkOptions withIds(List<String> ids) {
    return new BulkOptions(limit, Optional.of(ids), force, onlyDegraded, concurrency, maxWait);
  }

  /**
   * Triages tickets anew that are triaged already.
   *
   * @param force whether to do so
   * @return changed options
   * @throws IllegalArgumentException if only tickets with a degraded triage are to be triaged
   */
  public BulkOptions withForce(boolean force) {
    return new BulkOptions(limit, ids, force, onlyDegraded, concurrency, maxWait);
  }

  /**
   * Triages anew exactly the tickets whose triage is degraded, as when the models that it stood in
   * for are back. All others are skipped: those with a better triage, those without any, and ids
   * that are not stored. A ticket whose new triage is degraded too has that, until the next such
   * run.
   *
   * @param onlyDegraded whether to do so
   * @return changed options
   * @throws IllegalArgumentException if tickets are to be triaged by force
   */
  public BulkOptions withOnlyDegraded(boolean onlyDegraded) {
    return new BulkOptions(limit, ids, force, onlyDegraded, concurrency, maxWait);
  }

  /**
   * Triages more or fewer tickets at a time.
   *
   * @param concurrency 1 to {@value #MAX_CONCURRENCY}
   * @return changed options
   * @throws IllegalArgumentException if the number is out of bounds
   */
  public BulkOptions withConcurrency(int concurrency) {
    return new BulkOptions(limit, ids, force, onlyDegraded, concurrency, maxWait);
  }

  /**
   * Waits longer or less long for what is short or down.
   *
   * @param maxWait zero to ten years
   * @return changed options
   * @throws IllegalArgumentException if the time is out of bounds
   */
  public BulkOptions withMaxWait(Duration maxWait) {
    return new BulkOptions(limit, ids, force, onlyDegraded, concurrency, maxWait);
  }
}
