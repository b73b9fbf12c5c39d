/** Reference adapters that keep everything in memory: the default wiring, for tests and trials. */
@NullMarked
package io.ticketsense.memory;

import org.jspecify.annotations.NullMarked;
