package io.ticketsense.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value breaks its constraints. Lists every violated field; the message tells the first 20, so
 * that hostile input cannot flood a log.
 */
public abstract class ValidationException extends TicketSenseException {

  private static final int MAX_TOLD = 20;

  private final List<Violation> violations;

  ValidationException(String what, List<Violation> violations) {
    super(what + ": " + told(violations));
    this.violations = List.copyOf(violations);
  }

  private static String told(List<Violation> violations) {
    String first =
        violations.stream()
            .limit(MAX_TOLD)
            .map(Violation::toString)
            .collect(Collectors.joining("; "));
    int untold = violations.size() - MAX_TOLD;
    return untold > 0 ? first + "; and " + untold + " more" : first;
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
