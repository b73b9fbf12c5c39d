/**
 * How good a model is: runs it over labelled tickets and reports scores with their intervals,
 * confusions, severe errors, speed and tokens; compares two models; fails a build below a
 * threshold. {@link io.ticketsense.evaluation.Evaluator} is where to start.
 */
@NullMarked
package io.ticketsense.evaluation;

import org.jspecify.annotations.NullMarked;
