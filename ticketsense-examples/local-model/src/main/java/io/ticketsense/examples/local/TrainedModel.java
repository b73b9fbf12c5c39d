package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import java.util.List;
import java.util.function.Predicate;

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
    FusedClassifier<Priority> priority,
    FusedClassifier<Category> category,
    FusedClassifier<Sentiment> sentiment) {

  static final List<Priority> PRIORITIES = List.of(Priority.values());
  static final List<Category> CATEGORIES = Taxonomy.standard().categories();
  static final List<Sentiment> SENTIMENTS = List.of(Sentiment.values());

  LocalPrediction predict(Evidence evidence, Predicate<Category> allowed) {
    Vectors vectors = Vectors.of(terms, evidence);
    return new LocalPrediction(
        priority.classify(vectors, label -> true),
        category.classify(vectors, allowed),
        sentiment.classify(vectors, label -> true));
  }
}
