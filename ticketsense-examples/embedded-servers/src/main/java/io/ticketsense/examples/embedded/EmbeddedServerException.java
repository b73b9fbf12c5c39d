package io.ticketsense.examples.embedded;

/** An embedded server could not be started. The message says what to do about it. */
public final class EmbeddedServerException extends RuntimeException {

  EmbeddedServerException(String message) {
    super(message);
  }
}
