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
    return read("prototypes.txt");
  }

  /** Reads another file of the same form. */
  static List<Example> read(String name) {
    return Resources.lines(name).stream().map(Prototypes::example).toList();
  }

  private static Example example(String line) {
    String[] parts = line.split("[ |]++", 4);
    String[] text = parts[3].split(" \\|\\| ", 2);
    return new Example(
        "",
        text.length == 2 ? text[0] : "",
        text[text.length - 1].replace("\\n", "\n"),
        new Labels(
            Priority.ofLabel(parts[0]).orElseThrow(),
            Category.of(parts[1]),
            Sentiment.ofLabel(parts[2]).orElseThrow()));
  }
}
