/** A host application: the command line of the demo. */
@NullMarked
package io.ticketsense.examples.demo;

import org.jspecify.annotations.NullMarked;
