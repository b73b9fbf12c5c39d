package io.ticketsense.examples.local;

import static java.util.Objects.requireNonNull;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;

/**
 * The labels of a ticket, each with how sure the model is of it. Immutable.
 *
 * @param priority how urgent
 * @param category what it is about
 * @param sentiment how the sender feels
 */
public record LocalPrediction(
    Estimate<Priority> priority, Estimate<Category> category, Estimate<Sentiment> sentiment) {

  /**
   * Creates a prediction.
   *
   * @throws NullPointerException if a field is missing
   */
  public LocalPrediction {
    requireNonNull(priority, "priority");
    requireNonNull(category, "category");
    requireNonNull(sentiment, "sentiment");
  }
}
