package io.ticketsense.examples.local;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Picks the sentence that says most: rare words, words of the subject, near the start, neither too
 * short nor too long.
 */
final class Summarizer {

  private static final int MAX_LENGTH = 500;
  private static final int MAX_SENTENCES = 60;
  private static final int FEW_WORDS = 4;
  private static final int MANY_WORDS = 35;
  private static final String NOTHING = "The ticket holds no readable text.";

  private final TermTable terms;

  Summarizer(TermTable terms) {
    this.terms = terms;
  }

  /** Returns one sentence of 1 to 500 characters. */
  String summarize(Message message) {
    List<String> sentences = message.sentences();
    Set<String> subject = Set.copyOf(contentWords(message.subject()));
    String best = "";
    double bestScore = -1;
    for (int i = 0; i < Math.min(sentences.size(), MAX_SENTENCES); i++) {
      double score = score(sentences.get(i), i, subject);
      if (score > bestScore) {
        best = sentences.get(i);
        bestScore = score;
      }
    }
    return shorten(withSubject(best, message.subject()));
  }

  private double score(String sentence, int position, Set<String> subject) {
    double information = 0;
    double overlap = 0;
    Set<String> content = contentWords(sentence);
    for (String word : content) {
      information += Math.min(terms.rarity(word), 5);
      overlap += subject.contains(word) ? 6 : 0;
    }
    int length = Words.of(sentence).size();
    double fit = length > MANY_WORDS ? (double) MANY_WORDS / length : 1;
    return (information + overlap)
        / StrictMath.sqrt(6.0 + content.size())
        * fit
        * (1 + 0.5 / (1 + position));
  }

  private static Set<String> contentWords(String text) {
    Set<String> words = new HashSet<>();
    for (String word : Words.of(text)) {
      if (word.length() > 2 && !StopWords.contains(word) && Character.isLetter(word.charAt(0))) {
        words.add(word);
      }
    }
    return words;
  }

  /** A very short sentence needs the subject to be understood. */
  private static String withSubject(String sentence, String subject) {
    boolean readable = subject.codePoints().anyMatch(Character::isLetterOrDigit);
    if (sentence.isEmpty()) {
      return readable ? subject : NOTHING;
    }
    boolean addSubject = readable && Words.of(sentence).size() < FEW_WORDS;
    return addSubject ? subject + ": " + sentence : sentence;
  }

  /** Cuts at the last space, if there is one in the second half, and never within a character. */
  private static String shorten(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
      return text;
    }
    int end = text.offsetByCodePoints(0, MAX_LENGTH - 1);
    int space = text.lastIndexOf(' ', end);
    return text.substring(0, space > end / 2 ? space : end).strip() + "…";
  }
}
