package io.ticketsense.examples.demo;

/** A seed file cannot be used. The message says which, where and why. */
final class SeedFileException extends RuntimeException {

  SeedFileException(String message) {
    super(message);
  }
}
