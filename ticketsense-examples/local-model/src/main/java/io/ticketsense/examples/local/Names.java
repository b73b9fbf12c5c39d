package io.ticketsense.examples.local;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Guesses which words of a text are names, of people or companies: those that have a capital within
 * a sentence, and never go without one.
 */
final class Names {

  /** Where more words than one in so many have capitals, they mean nothing: German, titles. */
  private static final int FEW = 5;

  private Names() {}

  /** Returns the names in some sentences, folded. */
  static Set<String> in(List<String> sentences) {
    Map<String, Boolean> capitalised = new HashMap<>();
    int words = 0;
    int capitals = 0;
    for (String sentence : sentences) {
      List<String> parts = Arrays.asList(sentence.split(" ", -1));
      for (String part : parts.subList(1, parts.size())) {
        boolean name = looksLikeName(part);
        words++;
        capitals += name ? 1 : 0;
        Words.of(part).forEach(word -> capitalised.merge(word, name, Boolean::logicalAnd));
      }
    }
    if (capitals * FEW > words) {
      return Set.of();
    }
    return capitalised.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A capital and then a small letter; all capitals are an abbreviation such as PDF. */
  private static boolean looksLikeName(String part) {
    int start = 0;
    while (start < part.length() && !Character.isLetterOrDigit(part.charAt(start))) {
      start++;
    }
    return start + 1 < part.length()
        && Character.isUpperCase(part.charAt(start))
        && Character.isLowerCase(part.charAt(start + 1));
  }
}
