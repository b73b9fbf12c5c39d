/** Tickets in Postgres. Start with {@link io.ticketsense.jdbi.JdbiTicketStore}. */
@NullMarked
package io.ticketsense.jdbi;

import org.jspecify.annotations.NullMarked;
