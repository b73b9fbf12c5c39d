package io.ticketsense.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the labels of one ticket. */
final class LabelsReader {

  /** The labels of a ticket, before they are put on it. */
  record Labels(
      Priority priority,
      Category category,
      Sentiment sentiment,
      Set<Priority> priorityAlso,
      Set<Category> categoryAlso,
      Set<Sentiment> sentimentAlso,
      Optional<String> summary,
      Optional<String> group) {

    LabelledTicket on(Ticket ticket, Optional<String> reportedWith) {
      return new LabelledTicket(
          ticket,
          priority,
          category,
          sentiment,
          priorityAlso,
          categoryAlso,
          sentimentAlso,
          summary,
          reportedWith);
    }
  }

  private final JsonNode node;
  private final Taxonomy taxonomy;
  private final Consumer<String> problems;
  private boolean sound = true;

  private LabelsReader(JsonNode node, Taxonomy taxonomy, Consumer<String> problems) {
    this.node = node;
    this.taxonomy = taxonomy;
    this.problems = problems;
  }

  /**
   * Reads labels.
   *
   * @param node any JSON
   * @param taxonomy the categories that are valid
   * @param problems hears of each field that is wrong, never of its value
   * @return empty if anything is wrong
   */
  static Optional<Labels> read(JsonNode node, Taxonomy taxonomy, Consumer<String> problems) {
    return new LabelsReader(node, taxonomy, problems).read();
  }

  private Optional<Labels> read() {
    if (!node.isObject()) {
      reject("must be a JSON object");
      return Optional.empty();
    }
    Optional<Priority> priority = best(LabelField.PRIORITY, Priority::ofLabel);
    Optional<Category> category = best(LabelField.CATEGORY, taxonomy::category);
    Optional<Sentiment> sentiment = best(LabelField.SENTIMENT, Sentiment::ofLabel);
    Set<Priority> priorityAlso = also(LabelField.PRIORITY, Priority::ofLabel);
    Set<Category> categoryAlso = also(LabelField.CATEGORY, taxonomy::category);
    Set<Sentiment> sentimentAlso = also(LabelField.SENTIMENT, Sentiment::ofLabel);
    Optional<String> summary = text("summary");
    Optional<String> group = text("group");
    return sound
        ? Optional.of(
            new Labels(
                priority.orElseThrow(),
                category.orElseThrow(),
                sentiment.orElseThrow(),
                priorityAlso,
                categoryAlso,
                sentimentAlso,
                summary,
                group))
        : Optional.empty();
  }

  private Optional<String> text(String field) {
    JsonNode value = node.path(field);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      reject(field + " must be a string that is not blank");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  private <L> Optional<L> best(LabelField field, Function<String, Optional<L>> ofLabel) {
    JsonNode value = node.path(field.label());
    if (isAbsent(value)) {
      reject(field.label() + " is required");
      return Optional.empty();
    }
    return label(value, field.label(), field, ofLabel);
  }

  private <L> Set<L> also(LabelField field, Function<String, Optional<L>> ofLabel) {
    String name = field.label() + "_also";
    JsonNode values = node.path(name);
    Set<L> labels = new LinkedHashSet<>();
    if (!isAbsent(values) && !values.isArray()) {
      reject(name + " must be a list of labels");
    }
    for (int i = 0; values.isArray() && i < values.size(); i++) {
      label(values.get(i), name + "[" + i + "]", field, ofLabel).ifPresent(labels::add);
    }
    return labels;
  }

  private <L> Optional<L> label(
      JsonNode value, String name, LabelField field, Function<String, Optional<L>> ofLabel) {
    Optional<L> label = value.isTextual() ? ofLabel.apply(value.textValue()) : Optional.empty();
    if (label.isEmpty()) {
      reject(name + " must be one of " + String.join(", ", field.labels(taxonomy)));
    }
    return label;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private void reject(String problem) {
    sound = false;
    problems.accept(problem);
  }
}
