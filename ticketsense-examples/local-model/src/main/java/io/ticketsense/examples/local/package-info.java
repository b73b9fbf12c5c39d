/**
 * A triage model that runs in process: no key, no network. Start with {@link
 * io.ticketsense.examples.local.LocalTriageModel}.
 */
@NullMarked
package io.ticketsense.examples.local;

import org.jspecify.annotations.NullMarked;
