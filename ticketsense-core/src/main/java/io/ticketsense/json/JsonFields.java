package io.ticketsense.json;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ticketsense.error.ValidationException;
import io.ticketsense.error.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one JSON object and remembers each that is of the wrong type. */
final class JsonFields {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final Violations violations = new Violations();

  JsonFields(JsonNode node) {
    this.node = node;
    if (!node.isObject()) {
      violations.add(Violations.NO_OBJECT);
    }
  }

  /** Returns a text, or null if it is missing or of another type. */
  @Nullable String text(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      violations.add(field, "must be a string");
      return null;
    }
    return value.textValue();
  }

  /** Returns the value that a text stands for, or null if it stands for none. */
  <T> @Nullable T value(String field, Function<String, Optional<T>> meaning, String allowed) {
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

  /** Tells whether there is a field of this name, whatever its value. */
  boolean has(String field) {
    return node.has(field);
  }

  /** Returns a whole number, or null if it is missing or of another type. */
  @Nullable Long number(String field) {
    JsonNode value = node.get(field);
    if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    violations.add(field, "must be a whole number");
    return null;
  }

  /** Returns the fields of an object within this one; without any if there is no such object. */
  JsonNode object(String field) {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      violations.add(field, "must be a JSON object");
    }
    return value;
  }

  /** Adds something that is wrong. */
  void reject(Violation violation) {
    violations.add(violation);
  }

  /** Builds the value, or reports what is wrong with it. */
  <T> T build(
      Supplier<T> constructor, Function<List<Violation>, ? extends ValidationException> exception) {
    return violations.build(constructor, exception);
  }
}
