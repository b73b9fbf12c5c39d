package io.ticketsense.evaluation;

/**
 * How well one label is found. Zero where there is nothing to divide by.
 *
 * @param label the label
 * @param support how many tickets should have it
 * @param precision of the tickets given this label, the share that should have it
 * @param recall of the tickets that should have this label, the share given it
 * @param f1 the harmonic mean of both
 */
public record ClassScores(
    String label, int support, Estimate precision, Estimate recall, Estimate f1) {}
