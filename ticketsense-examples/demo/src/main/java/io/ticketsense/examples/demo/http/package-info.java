/** The HTTP API and the dashboard. Knows TicketSense's core only, not which adapters are behind. */
@NullMarked
package io.ticketsense.examples.demo.http;

import org.jspecify.annotations.NullMarked;
