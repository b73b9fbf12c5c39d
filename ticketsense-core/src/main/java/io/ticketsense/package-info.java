/** What a host uses. Start with {@link io.ticketsense.TriageService}. */
@NullMarked
package io.ticketsense;

import org.jspecify.annotations.NullMarked;
