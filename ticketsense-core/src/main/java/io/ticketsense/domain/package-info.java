/** The values of triage: immutable, valid from construction on, safe to share between threads. */
@NullMarked
package io.ticketsense.domain;

import org.jspecify.annotations.NullMarked;
