package io.ticketsense.evaluation;

/**
 * A score and how far chance may have moved it: the 95 % interval of a bootstrap that draws as many
 * tickets anew, with replacement.
 *
 * @param value what was measured
 * @param low the 2.5th percentile of the resamples
 * @param high the 97.5th percentile of the resamples
 */
public record Estimate(double value, double low, double high) {}
