package io.ticketsense.examples.demo;

/** An option, variable or file that the user has to change. The message says which and how. */
final class ConfigurationException extends RuntimeException {

  ConfigurationException(String message) {
    super(message);
  }
}
