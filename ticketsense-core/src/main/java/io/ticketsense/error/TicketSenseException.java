package io.ticketsense.error;

import java.util.Objects;

/**
 * Root of all exceptions thrown on purpose by TicketSense and its adapters.
 *
 * <p>Messages name what failed and what is allowed; they never hold ticket text, keys or
 * authorization headers, so they are safe to log.
 */
public abstract class TicketSenseException extends RuntimeException {

  /**
   * Creates an exception.
   *
   * @param message what failed, free of ticket text and secrets
   */
  protected TicketSenseException(String message) {
    super(message);
  }

  /**
   * Returns what failed.
   *
   * @return one line, never null, free of ticket text and secrets
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
