package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import java.util.List;

/** The invented messages of {@code prototypes.txt}, which show what the labels mean. */
final class Prototypes {

  private Prototypes() {}

  /** Returns all of them, in order. */
  static List<Example> read() {
    return Resources.lines("prototypes.txt").stream().map(Prototypes::example).toList();
  }

  private static Example example(String line) {
    String[] parts = line.split("[ |]++", 4);
    return new Example(
        "",
        parts[3],
        new Labels(
            Priority.ofLabel(parts[0]).orElseThrow(),
            Category.of(parts[1]),
            Sentiment.ofLabel(parts[2]).orElseThrow()));
  }
}
