package io.ticketsense.domain;

import java.util.Optional;

/**
 * A stored ticket and its triage.
 *
 * @param ticket as stored
 * @param triage empty while it is not triaged, or not known at present
 */
public record TriagedTicket(Ticket ticket, Optional<Triage> triage) {}
