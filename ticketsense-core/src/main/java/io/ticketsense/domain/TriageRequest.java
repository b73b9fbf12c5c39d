package io.ticketsense.domain;

/**
 * What a model is asked.
 *
 * @param ticket what to label
 * @param taxonomy the only categories allowed in the answer
 * @param deadline when the answer is of no use any more
 */
public record TriageRequest(Ticket ticket, Taxonomy taxonomy, Deadline deadline) {}
