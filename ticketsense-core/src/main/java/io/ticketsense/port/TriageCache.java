package io.ticketsense.port;

import io.ticketsense.domain.Triage;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the latest triage of each ticket for some time. Forgetting is allowed at any moment; making
 * things up is not: a stored value that cannot be read or breaks the constraints counts as absent.
 */
public interface TriageCache {

  /**
   * Looks up the triage of a ticket.
   *
   * @param ticketId id of the ticket
   * @return the triage put last; empty when there is none, or none that is valid
   * @throws io.ticketsense.error.StorageException if the cache cannot be read
   */
  Optional<Triage> get(String ticketId);

  /**
   * Looks up the triages of many tickets, over a network in as few round trips as possible.
   *
   * @param ticketIds ids of the tickets; may be empty, may repeat
   * @return what was found, by ticket id, unmodifiable; tickets without a valid triage are missing
   * @throws io.ticketsense.error.StorageException if the cache cannot be read
   */
  Map<String, Triage> getAll(Collection<String> ticketIds);

  /**
   * Keeps a triage, in place of an earlier one.
   *
   * @param ticketId id of the ticket
   * @param triage its labels, with the model and the mark of a degraded one
   * @throws io.ticketsense.error.StorageException if the cache cannot be written; the earlier
   *     triage may then be there or gone
   */
  void put(String ticketId, Triage triage);
}
