package io.ticketsense.json;

import com.fasterxml.jackson.core.JsonLocation;
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
 * Everything that is wrong with one JSON object, so that all of it can be told at once. Messages
 * never quote the JSON, which may hold ticket text.
 */
final class Violations {

  static final Violation NO_OBJECT = new Violation("", "must be a JSON object");

  private final List<Violation> violations = new ArrayList<>();

  /** Says where JSON is broken, without saying how it reads there. */
  static Violation malformed(@Nullable JsonLocation location) {
    String where =
        Optional.ofNullable(location)
            .map(l -> " at line " + l.getLineNr() + ", column " + l.getColumnNr())
            .orElse("");
    return new Violation("", "must be well-formed JSON, and is not" + where);
  }

  /** Adds something that is wrong. */
  void add(Violation violation) {
    violations.add(violation);
  }

  /** Adds what is wrong with a field. */
  void add(String field, String message) {
    violations.add(new Violation(field, message));
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
}
