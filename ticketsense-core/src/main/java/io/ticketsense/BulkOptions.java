package io.ticketsense;

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
 * @param concurrency how many tickets to triage at a time, 1 to {@value #MAX_CONCURRENCY}
 */
public record BulkOptions(
    OptionalLong limit, Optional<List<String>> ids, boolean force, int concurrency) {

  /** The most tickets to triage at a time; each takes a thread. */
  public static final int MAX_CONCURRENCY = 1_024;

  private static final int DEFAULT_CONCURRENCY = 8;

  /**
   * Creates options.
   *
   * @throws IllegalArgumentException if a number is out of bounds
   */
  public BulkOptions {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException("A limit must be at least 1");
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException("Concurrency must be 1 to " + MAX_CONCURRENCY);
    }
    ids = ids.map(list -> List.copyOf(new LinkedHashSet<>(list)));
  }

  /**
   * Returns options for all tickets not triaged yet, 8 at a time.
   *
   * @return the starting point
   */
  public static BulkOptions defaults() {
    return new BulkOptions(OptionalLong.empty(), Optional.empty(), false, DEFAULT_CONCURRENCY);
  }

  /**
   * Stops after some tickets.
   *
   * @param limit how many to triage, skipped ones not counted; at least 1
   * @return changed options
   * @throws IllegalArgumentException if the limit is below 1
   */
  public BulkOptions withLimit(long limit) {
    return new BulkOptions(OptionalLong.of(limit), ids, force, concurrency);
  }

  /**
   * Looks at some tickets only.
   *
   * @param ids of stored tickets; one that is not stored is reported as failed
   * @return changed options
   */
  public BulkOptions withIds(List<String> ids) {
    return new BulkOptions(limit, Optional.of(ids), force, concurrency);
  }

  /**
   * Triages tickets anew that are triaged already.
   *
   * @param force whether to do so
   * @return changed options
   */
  public BulkOptions withForce(boolean force) {
    return new BulkOptions(limit, ids, force, concurrency);
  }

  /**
   * Triages more or fewer tickets at a time.
   *
   * @param concurrency 1 to {@value #MAX_CONCURRENCY}
   * @return changed options
   * @throws IllegalArgumentException if the number is out of bounds
   */
  public BulkOptions withConcurrency(int concurrency) {
    return new BulkOptions(limit, ids, force, concurrency);
  }
}
