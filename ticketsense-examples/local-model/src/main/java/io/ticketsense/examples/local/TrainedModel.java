package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import java.util.List;

/**
 * All that training leaves behind.
 *
 * @param name says what it was trained on
 * @param terms the terms it knows
 * @param priority chooses the priority
 * @param category chooses the category, of the standard ones
 * @param sentiment chooses the sentiment
 */
record TrainedModel(
    String name,
    TermTable terms,
    LinearClassifier<Priority> priority,
    LinearClassifier<Category> category,
    LinearClassifier<Sentiment> sentiment) {

  static final List<Priority> PRIORITIES = List.of(Priority.values());
  static final List<Category> CATEGORIES = Taxonomy.standard().categories();
  static final List<Sentiment> SENTIMENTS = List.of(Sentiment.values());
}
