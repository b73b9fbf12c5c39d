package io.ticketsense.evaluation;

/**
 * How far an evaluation has come.
 *
 * @param total tickets to ask about
 * @param done tickets with an answer or a failure
 * @param failed those of them that the model failed on
 */
public record EvaluationProgress(int total, int done, int failed) {}
