package io.ticketsense.examples.local;

/** A text to learn from. */
record Example(String subject, String body, Labels labels) {}
