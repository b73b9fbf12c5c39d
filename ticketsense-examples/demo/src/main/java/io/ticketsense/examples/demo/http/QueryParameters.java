package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import io.ticketsense.domain.Cursor;
import io.ticketsense.error.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads parameters of a query and remembers each that is wrong. */
final class QueryParameters {

  /** Of ASCII digits, and short enough for a long. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Context ctx;
  private final List<Violation> violations = new ArrayList<>();

  /**
   * Begins to read.
   *
   * @throws ProblemException if the query is malformed; to leave it out would list too much
   */
  QueryParameters(Context ctx) {
    this.ctx = ctx;
    String query = ctx.queryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw ProblemException.of(400, "malformed-query", "A % of the query begins no character.");
    }
  }

  /** Returns a whole number within bounds, or the default where there is none or a wrong one. */
  long number(String name, long lowest, long highest, long absent) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return absent;
    }
    if (NUMBER.matcher(text.get()).matches()) {
      long number = Long.parseLong(text.get());
      if (number >= lowest && number <= highest) {
        return number;
      }
    }
    reject(
        name,
        highest == Long.MAX_VALUE
            ? "must be a whole number of at least " + lowest
            : "must be a whole number from " + lowest + " to " + highest);
    return absent;
  }

  /** Returns the label of this name, if one is asked for. */
  <L> Optional<L> label(String name, Collection<L> labels, Function<L, String> label) {
    Optional<String> text = text(name);
    Optional<L> found =
        text.flatMap(t -> labels.stream().filter(l -> label.apply(l).equals(t)).findFirst());
    if (text.isPresent() && found.isEmpty()) {
      reject(
          name, "must be one of " + labels.stream().map(label).collect(Collectors.joining(", ")));
    }
    return found;
  }

  /** Returns a position that an earlier page gave. */
  Optional<Cursor> cursor(String name) {
    try {
      return text(name).map(Cursor::parse);
    } catch (IllegalArgumentException e) {
      reject(name, "must come from the link to the next page");
      return Optional.empty();
    }
  }

  boolean has(String name) {
    return text(name).isPresent();
  }

  void reject(String name, String message) {
    violations.add(new Violation(name, message));
  }

  /**
   * Ends the request if anything was wrong.
   *
   * @throws ProblemException listing everything
   */
  void check() {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.invalid("invalid-query", violations));
    }
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(ctx.queryParam(name));
  }
}
