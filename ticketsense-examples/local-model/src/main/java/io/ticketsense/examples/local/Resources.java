package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the files beside these classes. */
final class Resources {

  private Resources() {}

  /** Returns the lines of a text that are neither empty nor comments. */
  static List<String> lines(String name) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(name), UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the phrases of a text, separated by commas, under the titles in brackets. */
  static Map<String, Set<String>> sections(String name) {
    Map<String, Set<String>> sections = new LinkedHashMap<>();
    String title = "";
    for (String line : lines(name)) {
      if (line.startsWith("[")) {
        title = line.substring(1, line.length() - 1);
      } else {
        sections
            .computeIfAbsent(title, key -> new LinkedHashSet<>())
            .addAll(Arrays.asList(line.split(", ", -1)));
      }
    }
    return sections;
  }

  /** Opens a file; the caller closes it. */
  static InputStream open(String name) {
    InputStream stream = Resources.class.getResourceAsStream(name);
    if (stream == null) {
      throw new LocalModelException(name + " is not on the class path; build with Maven first");
    }
    return stream;
  }
}
