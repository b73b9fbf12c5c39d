/** Everything TicketSense throws. Depends on nothing else of TicketSense. */
@NullMarked
package io.ticketsense.error;

import org.jspecify.annotations.NullMarked;
