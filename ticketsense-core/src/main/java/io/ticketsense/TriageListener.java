package io.ticketsense;

import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageFailedException;

/**
 * Hears of every triage. Called on the thread that triages, possibly by several at once, so be
 * quick and safe for all threads. An exception of a listener is logged and changes nothing.
 *
 * <p>Each triage that asks a model ends in exactly one call of {@link #triaged} or {@link #failed}.
 * {@link #degraded} comes on top.
 */
public interface TriageListener {

  /** Hears nothing. */
  TriageListener NONE = new TriageListener() {};

  /**
   * A model has labelled a ticket. Not called when a cache had the answer.
   *
   * @param ticket what was labelled
   * @param result the labels and where they come from
   */
  default void triaged(Ticket ticket, TriageResult result) {}

  /**
   * A last resort has labelled a ticket, since the models before it could not. Called right before
   * {@link #triaged}, which is called too. Not called when a cache had the answer.
   *
   * @param ticket what was labelled
   * @param result the degraded labels, with the attempts that tell why no other model gave any
   */
  default void degraded(Ticket ticket, TriageResult result) {}

  /**
   * No model has labelled a ticket.
   *
   * @param ticket what was not labelled
   * @param failure why
   */
  default void failed(Ticket ticket, TriageFailedException failure) {}

  /**
   * The cache could not be read or written, and the service went on without it.
   *
   * @param failure usually a {@link io.ticketsense.error.StorageException}
   */
  default void cacheFailed(RuntimeException failure) {}
}
