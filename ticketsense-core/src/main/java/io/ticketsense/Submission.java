package io.ticketsense;

import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageFailedException;
import java.util.Optional;

/**
 * A ticket that is now stored, with its triage or the reason why it has none yet.
 *
 * @param ticket as stored
 * @param result empty when every model failed
 * @param failure present exactly when the result is not
 */
public record Submission(
    Ticket ticket, Optional<TriageResult> result, Optional<TriageFailedException> failure) {

  static Submission triaged(Ticket ticket, TriageResult result) {
    return new Submission(ticket, Optional.of(result), Optional.empty());
  }

  static Submission untriaged(Ticket ticket, TriageFailedException failure) {
    return new Submission(ticket, Optional.empty(), Optional.of(failure));
  }
}
