package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;

/** Splits text into phrases of folded words. Punctuation and line breaks end a phrase. */
final class Words {

  private static final int MAX_WORD_LENGTH = 40;

  private Words() {}

  /** Returns the phrases of a text in order; none of them is empty. */
  static List<List<String>> phrases(String text) {
    List<List<String>> phrases = new ArrayList<>();
    List<String> phrase = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String folded = Folding.fold(text);
    for (int i = 0; i < folded.length(); ) {
      int codePoint = folded.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isLetterOrDigit(codePoint)) {
        word.appendCodePoint(codePoint);
        if (word.length() >= MAX_WORD_LENGTH) {
          endWord(word, phrase);
        }
      } else {
        endWord(word, phrase);
        if (!joinsWords(codePoint) && !phrase.isEmpty()) {
          phrases.add(phrase);
          phrase = new ArrayList<>();
        }
      }
    }
    endWord(word, phrase);
    if (!phrase.isEmpty()) {
      phrases.add(phrase);
    }
    return phrases;
  }

  /** Returns the words of a text in order. */
  static List<String> of(String text) {
    return phrases(text).stream().flatMap(List::stream).toList();
  }

  private static void endWord(StringBuilder word, List<String> phrase) {
    if (word.length() > 0) {
      phrase.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean joinsWords(int codePoint) {
    return codePoint == ' '
        || codePoint == '\u00A0'
        || codePoint == '\''
        || codePoint == '’'
        || codePoint == '-'
        || codePoint == '_';
  }
}
