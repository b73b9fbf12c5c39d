/** Real Postgres and Redis from Maven artifacts, for running without installing anything. */
@NullMarked
package io.ticketsense.examples.embedded;

import org.jspecify.annotations.NullMarked;
