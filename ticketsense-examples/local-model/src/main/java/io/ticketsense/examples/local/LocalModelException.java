package io.ticketsense.examples.local;

import io.ticketsense.error.TicketSenseException;

/**
 * The local model cannot run here: its native code cannot be loaded on this machine, or a file of
 * it is not on the class path. The message says which, and what to do. Trying again in the same
 * process does not help.
 */
public final class LocalModelException extends TicketSenseException {

  LocalModelException(String message) {
    super(message);
  }
}
