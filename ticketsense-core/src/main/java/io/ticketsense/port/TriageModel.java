package io.ticketsense.port;

import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;

/**
 * Labels tickets: a language model behind an API, a classifier in process, a set of rules.
 *
 * <p>The smallest implementation returns {@link TriageResult#of(io.ticketsense.domain.TriageOutput,
 * String)}. The caller checks the answer again; an implementation need not fear letting a wrong
 * category through, only being blamed for it.
 */
public interface TriageModel {

  /**
   * Returns the name under which answers and attempts of this model are recorded.
   *
   * @return not blank, the same on every call
   */
  String name();

  /**
   * Labels a ticket, blocking until there is an answer.
   *
   * @param request the ticket, the categories allowed and the deadline
   * @return a valid triage with a category of the taxonomy asked for
   * @throws TriageFailedException if there is none: not in time, not from this server, not valid. A
   *     thread that is interrupted while waiting gives up at once with reason {@link
   *     io.ticketsense.error.FailureReason#CANCELLED CANCELLED} and stays interrupted.
   */
  TriageResult triage(TriageRequest request);
}
