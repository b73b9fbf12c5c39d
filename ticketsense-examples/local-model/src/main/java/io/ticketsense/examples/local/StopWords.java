package io.ticketsense.examples.local;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that say nothing on what a text is about, in English, German, Spanish and French. */
final class StopWords {

  private static final Set<String> WORDS =
      Resources.lines("stopwords.txt").stream()
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());

  private StopWords() {}

  static boolean contains(String word) {
    return WORDS.contains(word);
  }
}
