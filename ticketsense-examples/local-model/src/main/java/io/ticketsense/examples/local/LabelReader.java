package io.ticketsense.examples.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the labels of one ticket and collects what is wrong with them. */
final class LabelReader {

  private final String id;
  private final JsonNode node;
  private final List<String> errors;

  /**
   * Creates a reader.
   *
   * @param id of the ticket
   * @param node its entry in the labels
   * @param errors where to add what is wrong
   */
  LabelReader(String id, JsonNode node, List<String> errors) {
    this.id = id;
    this.node = node;
    this.errors = errors;
  }

  /** Returns the ticket with its labels; what it returns is of no use if there are errors. */
  Optional<SeedTicket> read(String batch, Ticket ticket) {
    Set<Priority> priorities =
        values("priority", Priority::ofLabel, TrainedModel.PRIORITIES, Priority::label);
    Set<Category> categories =
        values("category", Taxonomy.standard()::category, TrainedModel.CATEGORIES, Category::label);
    Set<Sentiment> sentiments =
        values("sentiment", Sentiment::ofLabel, TrainedModel.SENTIMENTS, Sentiment::label);
    if (priorities.isEmpty() || categories.isEmpty() || sentiments.isEmpty()) {
      return Optional.empty();
    }
    Labels labels =
        new Labels(
            priorities.iterator().next(),
            categories.iterator().next(),
            sentiments.iterator().next());
    return Optional.of(new SeedTicket(batch, ticket, labels, priorities, categories, sentiments));
  }

  /** Returns the best value, then those that can be defended too. */
  private <L> Set<L> values(
      String field,
      Function<String, Optional<L>> meaning,
      List<L> allowed,
      Function<L, String> name) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    given.put(field, node.path(field));
    int also = 0;
    for (JsonNode value : node.path(field + "_also")) {
      given.put(field + "_also[" + also++ + "]", value);
    }
    Set<L> values = new LinkedHashSet<>();
    given.forEach(
        (place, value) -> {
          Optional<L> found = meaning.apply(value.asText());
          found.ifPresent(values::add);
          if (found.isEmpty()) {
            errors.add(
                id
                    + "."
                    + place
                    + " is \""
                    + value.asText()
                    + "\" and must be one of "
                    + allowed.stream().map(name).collect(Collectors.joining(", ")));
          }
        });
    return values;
  }
}
