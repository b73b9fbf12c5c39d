package io.ticketsense.architecture.bad.library;

public final class UsesExample {
  io.ticketsense.architecture.bad.examples.Example field;
}
