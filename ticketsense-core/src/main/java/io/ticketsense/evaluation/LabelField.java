package io.ticketsense.evaluation;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A field of a triage whose labels can be right or wrong. */
public enum LabelField {
  /** How soon; ordered from low to critical. */
  PRIORITY("priority", true),
  /** What about; in no order. */
  CATEGORY("category", false),
  /** In what mood; ordered from positive to angry. */
  SENTIMENT("sentiment", true);

  private final String label;
  private final boolean ordered;

  LabelField(String label, boolean ordered) {
    this.label = label;
    this.ordered = ordered;
  }

  /**
   * Returns the name used in JSON.
   *
   * @return lower case, for instance {@code "priority"}
   */
  public String label() {
    return label;
  }

  /**
   * Tells whether some wrong labels are further off than others.
   *
   * @return true where the labels have an order
   */
  public boolean isOrdered() {
    return ordered;
  }

  /**
   * Finds the field with a name.
   *
   * @param label compared letter by letter
   * @return empty when no field has this name
   */
  public static Optional<LabelField> ofLabel(String label) {
    return Arrays.stream(values()).filter(field -> field.label.equals(label)).findFirst();
  }

  /** Returns the labels there are, in domain order. */
  List<String> labels(Taxonomy taxonomy) {
    return switch (this) {
      case PRIORITY -> Stream.of(Priority.values()).map(Priority::label).toList();
      case CATEGORY -> taxonomy.categories().stream().map(Category::label).toList();
      case SENTIMENT -> Stream.of(Sentiment.values()).map(Sentiment::label).toList();
    };
  }

  String predicted(TriageOutput output) {
    return switch (this) {
      case PRIORITY -> output.priority().label();
      case CATEGORY -> output.category().label();
      case SENTIMENT -> output.sentiment().label();
    };
  }

  String expected(LabelledTicket labelled) {
    return switch (this) {
      case PRIORITY -> labelled.priority().label();
      case CATEGORY -> labelled.category().label();
      case SENTIMENT -> labelled.sentiment().label();
    };
  }

  List<String> alsoAcceptable(LabelledTicket labelled) {
    return switch (this) {
      case PRIORITY -> labelled.priorityAlso().stream().map(Priority::label).toList();
      case CATEGORY -> labelled.categoryAlso().stream().map(Category::label).toList();
      case SENTIMENT -> labelled.sentimentAlso().stream().map(Sentiment::label).toList();
    };
  }
}
