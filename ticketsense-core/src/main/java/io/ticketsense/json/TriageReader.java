package io.ticketsense.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.InvalidOutputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one triage token by token, without building a tree of what it reads: an overview of a
 * million tickets reads a million triages. For one use.
 */
final class TriageReader {

  private static final String PRIORITIES = oneOf(Priority.values(), Priority::label);
  private static final String SENTIMENTS = oneOf(Sentiment.values(), Sentiment::label);

  private final Taxonomy taxonomy;
  private final JsonParser parser;
  private final Violations violations = new Violations();

  private @Nullable Priority priority;
  private @Nullable Category category;
  private @Nullable Sentiment sentiment;
  private @Nullable String summary;
  private @Nullable List<@Nullable String> tags;
  private Optional<String> model = Optional.empty();
  private boolean degraded;

  TriageReader(Taxonomy taxonomy, JsonParser parser) {
    this.taxonomy = taxonomy;
    this.parser = parser;
  }

  @SuppressWarnings("NullAway") // The constructor says what is missing.
  Triage read() throws IOException {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      readFields();
    } else {
      violations.add(Violations.NO_OBJECT);
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw new InvalidOutputException(
          List.of(Violations.malformed(parser.currentTokenLocation())));
    }
    TriageOutput output =
        violations.build(
            () -> new TriageOutput(priority, category, sentiment, summary, tags),
            InvalidOutputException::new);
    return new Triage(output, model, degraded);
  }

  private void readFields() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "priority" -> priority = value(field, Priority::ofLabel, PRIORITIES);
        case "category" -> category = category(field);
        case "sentiment" -> sentiment = value(field, Sentiment::ofLabel, SENTIMENTS);
        case "summary" -> summary = text(field);
        case "tags" -> tags = texts(field);
        case "model" -> model = model();
        case "degraded" -> degraded = isTrue();
        default -> parser.skipChildren();
      }
    }
  }

  /** Of a model whose name is none of ours the labels are as good, so nothing is wrong. */
  private Optional<String> model() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return Optional.of(parser.getText()).filter(Triage::isValidModel);
    }
    parser.skipChildren();
    return Optional.empty();
  }

  /** Others may mean something else by this field too. */
  private boolean isTrue() throws IOException {
    boolean isTrue = parser.hasToken(JsonToken.VALUE_TRUE);
    parser.skipChildren();
    return isTrue;
  }

  private @Nullable Category category(String field) throws IOException {
    String label = text(field);
    if (label == null) {
      return null;
    }
    Optional<Category> known = taxonomy.category(label);
    if (known.isEmpty()) {
      violations.add(taxonomy.categoryViolation());
    }
    return known.orElse(null);
  }

  /** Returns the value that a text stands for, or null if it stands for none. */
  private <T> @Nullable T value(String field, Function<String, Optional<T>> meaning, String allowed)
      throws IOException {
    String text = text(field);
    if (text == null) {
      return null;
    }
    Optional<T> value = meaning.apply(text);
    if (value.isEmpty()) {
      violations.add(field, allowed);
    }
    return value.orElse(null);
  }

  /** Returns a list of texts, null in place of each that is none, or null if there is no list. */
  private @Nullable List<@Nullable String> texts(String field) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NULL)) {
      return null;
    }
    if (!parser.isExpectedStartArrayToken()) {
      violations.add(field, "must be a list of strings");
      parser.skipChildren();
      return null;
    }
    List<@Nullable String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(
          parser.hasToken(JsonToken.VALUE_STRING)
              ? parser.getText()
              : text(field + "[" + texts.size() + "]"));
    }
    return texts;
  }

  /** Returns a text, or null if there is none or a value of another type. */
  private @Nullable String text(String field) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return parser.getText();
    }
    if (!parser.hasToken(JsonToken.VALUE_NULL)) {
      violations.add(field, "must be a string");
      parser.skipChildren();
    }
    return null;
  }

  private static <L> String oneOf(L[] labels, Function<L, String> name) {
    List<String> names = new ArrayList<>();
    for (L label : labels) {
      names.add(name.apply(label));
    }
    return "must be one of " + String.join(", ", names);
  }
}
