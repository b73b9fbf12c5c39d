package io.ticketsense.error;

import java.util.List;
import java.util.stream.Collectors;

/** A value breaks its constraints. Lists every violated field. */
public abstract class ValidationException extends TicketSenseException {

  private final List<Violation> violations;

  ValidationException(String what, List<Violation> violations) {
    super(
        what
            + ": "
            + violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /**
   * Returns every broken constraint.
   *
   * @return at least one violation, unmodifiable
   */
  public List<Violation> violations() {
    return violations;
  }
}
