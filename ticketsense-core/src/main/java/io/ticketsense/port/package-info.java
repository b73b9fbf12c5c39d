/**
 * What adapters implement. Every method blocks; every implementation is safe for use by many
 * threads at once and is held to the contract tests in this module's {@code tests} jar.
 */
@NullMarked
package io.ticketsense.port;

import org.jspecify.annotations.NullMarked;
