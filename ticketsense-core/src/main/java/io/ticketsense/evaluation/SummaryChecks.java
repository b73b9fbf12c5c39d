package io.ticketsense.evaluation;

import io.ticketsense.domain.Ticket;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the checks of one summary found.
 *
 * @param passed the checks that it passed, unmodifiable
 */
public record SummaryChecks(Set<SummaryCheck> passed) {

  /** Creates a finding. */
  public SummaryChecks {
    EnumSet<SummaryCheck> copy = EnumSet.noneOf(SummaryCheck.class);
    copy.addAll(passed);
    passed = Collections.unmodifiableSet(copy);
  }

  /**
   * Checks a summary.
   *
   * @param summary what a model wrote
   * @param ticket what it is a summary of
   * @return which checks it passed
   */
  public static SummaryChecks of(String summary, Ticket ticket) {
    EnumSet<SummaryCheck> passed = EnumSet.noneOf(SummaryCheck.class);
    Arrays.stream(SummaryCheck.values())
        .filter(check -> check.holds(summary, ticket))
        .forEach(passed::add);
    return new SummaryChecks(passed);
  }
}
