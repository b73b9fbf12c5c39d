package io.ticketsense.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ticketsense.error.ValidationException;
import io.ticketsense.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of one JSON object and remembers each that is of the wrong type, so that all
 * that is wrong can be told at once. Messages never quote the JSON, which may hold ticket text.
 */
final class JsonFields {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final List<Violation> violations = new ArrayList<>();

  JsonFields(JsonNode node) {
    this.node = node;
    if (!node.isObject()) {
      violations.add(new Violation("", "must be a JSON object"));
    }
  }

  /** Says where JSON is broken, without saying how it reads there. */
  static Violation malformed(JsonProcessingException e) {
    String where =
        Optional.ofNullable(e.getLocation())
            .map(l -> " at line " + l.getLineNr() + ", column " + l.getColumnNr())
            .orElse("");
    return new Violation("", "must be well-formed JSON, and is not" + where);
  }

  /** Returns a text, or null if it is missing or of another type. */
  @Nullable String text(String field) {
    return text(field, node.get(field));
  }

  /** Returns a list of texts, null in place of each that is none, or null if there is no list. */
  @Nullable List<@Nullable String> texts(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isArray()) {
      violations.add(new Violation(field, "must be a list of strings"));
      return null;
    }
    List<@Nullable String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(text(field + "[" + texts.size() + "]", element));
    }
    return texts;
  }

  /** Returns the value that a text stands for, or null if it stands for none. */
  <T> @Nullable T value(String field, Function<String, Optional<T>> meaning, String allowed) {
    String text = text(field);
    if (text == null) {
      return null;
    }
    Optional<T> value = meaning.apply(text);
    if (value.isEmpty()) {
      violations.add(new Violation(field, allowed));
    }
    return value.orElse(null);
  }

  /** Returns a whole number, or null if it is missing or of another type. */
  @Nullable Long number(String field) {
    JsonNode value = node.get(field);
    if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    violations.add(new Violation(field, "must be a whole number"));
    return null;
  }

  /** Returns the fields of an object within this one; without any if there is no such object. */
  JsonNode object(String field) {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      violations.add(new Violation(field, "must be a JSON object"));
    }
    return value;
  }

  /** Adds something that is wrong. */
  void reject(Violation violation) {
    violations.add(violation);
  }

  /**
   * Builds the value, or reports what was wrong with the fields together with what the constructor
   * finds wrong with the others. Whether the fields fit together shows only once each is right.
   */
  <T> T build(
      Supplier<T> constructor, Function<List<Violation>, ? extends ValidationException> exception) {
    try {
      T value = constructor.get();
      if (violations.isEmpty()) {
        return value;
      }
    } catch (ValidationException e) {
      Set<String> reported = violations.stream().map(Violation::field).collect(Collectors.toSet());
      e.violations().stream()
          .filter(v -> reported.isEmpty() || isNew(v.field(), reported))
          .forEach(violations::add);
    }
    throw exception.apply(violations);
  }

  private static boolean isNew(String field, Set<String> reported) {
    return !field.isEmpty() && !reported.contains(field) && !reported.contains("");
  }

  private @Nullable String text(String field, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      violations.add(new Violation(field, "must be a string"));
      return null;
    }
    return value.textValue();
  }
}
