/** Measurements, each beside the bare driver doing the same in the same run. */
@NullMarked
package io.ticketsense.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
