/** The shortest host. */
@NullMarked
package io.ticketsense.examples.quickstart;

import org.jspecify.annotations.NullMarked;
