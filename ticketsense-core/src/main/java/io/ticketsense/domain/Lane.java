package io.ticketsense.domain;

/** Who waits for a triage, which decides whose turn it is when a quota is short. */
public enum Lane {
  /** Somebody looks at the screen. */
  INTERACTIVE,
  /** One of many; gives way to interactive ones. */
  BULK
}
