package io.ticketsense.error;

import java.util.List;

/**
 * A triage, or an overview made of triages, breaks its constraints: a label outside its set, a
 * summary too long, tags of the wrong form, JSON that cannot be read.
 */
public final class InvalidOutputException extends ValidationException {

  /**
   * Creates an exception.
   *
   * @param violations every broken constraint, at least one
   */
  public InvalidOutputException(List<Violation> violations) {
    super("Invalid output", violations);
  }
}
