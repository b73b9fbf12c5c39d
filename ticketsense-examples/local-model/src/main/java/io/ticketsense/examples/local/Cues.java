package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the tone of a text: how many words of anger, thanks, urgency and the like it holds, and
 * how loud it is. The words are in {@code cues.txt}.
 */
final class Cues {

  private static final int MAX_PHRASE = 3;
  private static final int MIN_STEM = 3;
  private static final int SURFACE_CUES = 3;

  private static final Cues STANDARD = new Cues(Resources.sections("cues.txt").values());

  private final Map<String, List<Integer>> phrases = new HashMap<>();
  private final Map<String, List<Integer>> stems = new HashMap<>();
  private final int lists;

  private Cues(Collection<Set<String>> lists) {
    this.lists = lists.size();
    int index = 0;
    for (Set<String> list : lists) {
      for (String phrase : list) {
        (phrase.endsWith("*") ? stems : phrases)
            .computeIfAbsent(phrase.replace("*", ""), key -> new ArrayList<>())
            .add(index);
      }
      index++;
    }
  }

  /** Returns the only instance. */
  static Cues standard() {
    return STANDARD;
  }

  /** Returns how many numbers {@link #measure} gives. */
  int size() {
    return lists + SURFACE_CUES;
  }

  /**
   * Measures a text.
   *
   * @param text plain text
   * @param phrases the words of the text
   * @return one number a cue, about 0 to 1, always in the same order
   */
  float[] measure(String text, List<List<String>> phrases) {
    float[] cues = new float[size()];
    for (List<String> phrase : phrases) {
      for (int start = 0; start < phrase.size(); start++) {
        count(phrase, start, cues);
      }
    }
    for (int list = 0; list < lists; list++) {
      cues[list] = damped(cues[list]);
    }
    cues[lists] = capitals(text);
    cues[lists + 1] = damped(count(text, '!'));
    cues[lists + 2] = damped(count(text, '?'));
    return cues;
  }

  private void count(List<String> words, int start, float[] cues) {
    StringBuilder phrase = new StringBuilder();
    int end = Math.min(words.size(), start + MAX_PHRASE);
    for (int i = start; i < end; i++) {
      phrase.append(i == start ? "" : " ").append(words.get(i));
      String text = phrase.toString();
      phrases.getOrDefault(text, List.of()).forEach(list -> cues[list]++);
      int wordStart = text.length() - words.get(i).length();
      for (int length = wordStart + MIN_STEM; length <= text.length(); length++) {
        stems.getOrDefault(text.substring(0, length), List.of()).forEach(list -> cues[list]++);
      }
    }
  }

  private static int count(String text, char mark) {
    return (int) text.chars().filter(c -> c == mark).count();
  }

  /** Returns the share of letters that are capitals, where there is any choice. */
  private static float capitals(String text) {
    long upper = text.chars().filter(Character::isUpperCase).count();
    long lower = text.chars().filter(Character::isLowerCase).count();
    return upper + lower == 0 ? 0 : (float) upper / (upper + lower);
  }

  /** The tenth word of anger says less than the first. */
  private static float damped(double count) {
    return (float) (StrictMath.log1p(Math.min(count, 20)) / 3);
  }
}
