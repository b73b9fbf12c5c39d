package io.ticketsense.examples.demo.http;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.TriageOutput;
import java.util.Optional;

/**
 * Labels that tickets must have to be listed; empty where any will do.
 *
 * @param priority wanted
 * @param category wanted
 * @param sentiment wanted
 */
record LabelFilter(
    Optional<Priority> priority, Optional<Category> category, Optional<Sentiment> sentiment) {

  boolean isEmpty() {
    return priority.isEmpty() && category.isEmpty() && sentiment.isEmpty();
  }

  boolean matches(TriageOutput output) {
    return priority.filter(wanted -> wanted != output.priority()).isEmpty()
        && category.filter(wanted -> !wanted.equals(output.category())).isEmpty()
        && sentiment.filter(wanted -> wanted != output.sentiment()).isEmpty();
  }
}
