package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Picks the words and pairs of words that are frequent in a text and rare elsewhere. Only words of
 * the letters a-z are taken, so no address, telephone or order number becomes a tag; nor does what
 * looks like a name.
 */
final class Tagger {

  private static final int MIN_TAGS = 2;
  private static final int MAX_TAGS = 5;
  private static final int MIN_LETTERS = 3;
  private static final int MAX_LETTERS = 24;
  private static final double IN_SUBJECT = 2;
  private static final double PAIR = 0.6;

  private final TermTable terms;

  Tagger(TermTable terms) {
    this.terms = terms;
  }

  /** Returns 2 to 5 different tags in kebab-case, the best first. */
  List<String> tag(Message message, Category category, Priority priority) {
    Map<String, Double> counts = new HashMap<>();
    Set<String> names = Names.in(message.sentences());
    count(message.subject(), IN_SUBJECT, names, counts);
    message.sentences().forEach(sentence -> count(sentence, 1, names, counts));
    Set<String> tags = new LinkedHashSet<>();
    Set<String> used = new HashSet<>();
    for (String term : bestFirst(counts)) {
      List<String> words = List.of(term.split(" ", -1));
      if (tags.size() < MAX_TAGS && words.stream().noneMatch(used::contains)) {
        tags.add(String.join("-", words));
        used.addAll(words);
      }
    }
    for (String label : List.of(category.label(), priority.label() + "-priority")) {
      if (tags.size() < MIN_TAGS) {
        tags.add(label.replace('_', '-'));
      }
    }
    return List.copyOf(tags);
  }

  private static void count(
      String text, double weight, Set<String> names, Map<String, Double> counts) {
    for (List<String> phrase : Words.phrases(withoutAddresses(text))) {
      String previous = "";
      for (String word : phrase) {
        String term = isTopic(word) && !names.contains(word) ? word : "";
        if (!term.isEmpty()) {
          counts.merge(term, weight, Double::sum);
          if (!previous.isEmpty() && !previous.equals(term)) {
            counts.merge(previous + " " + term, weight, Double::sum);
          }
        }
        previous = term;
      }
    }
  }

  private static String withoutAddresses(String text) {
    return Arrays.stream(text.split("\\s++", -1))
        .map(word -> isAddress(word) ? "," : word)
        .collect(Collectors.joining(" "));
  }

  private static boolean isAddress(String word) {
    return word.contains("@") || word.contains("://") || word.contains("www.");
  }

  private static boolean isTopic(String word) {
    return word.length() >= MIN_LETTERS
        && word.length() <= MAX_LETTERS
        && word.chars().allMatch(c -> c >= 'a' && c <= 'z')
        && !StopWords.contains(word);
  }

  /**
   * A term counts that is in the subject or comes more than once, and a word that is known. Names
   * of people rarely are.
   */
  private List<String> bestFirst(Map<String, Double> counts) {
    return counts.entrySet().stream()
        .filter(term -> term.getValue() >= IN_SUBJECT || isKnownWord(term.getKey()))
        .sorted(
            Comparator.comparing((Map.Entry<String, Double> term) -> -score(term))
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isKnownWord(String term) {
    return term.indexOf(' ') < 0 && terms.knows(term);
  }

  private double score(Map.Entry<String, Double> term) {
    double rarity = 0;
    for (String word : term.getKey().split(" ", -1)) {
      rarity += terms.rarity(word);
    }
    boolean pair = term.getKey().indexOf(' ') >= 0;
    return (1 + StrictMath.log(term.getValue())) * rarity * (pair ? PAIR : 1);
  }
}
