package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits lines into sentences, joining lines that a mail program has wrapped. */
final class Sentences {

  private static final int WRAPPED_LENGTH = 55;
  private static final int MAX_GREETING = 40;
  private static final int MAX_GREETING_WORDS = 4;
  private static final int MAX_ABBREVIATION = 8;

  private Sentences() {}

  /**
   * Returns the sentences that hold a letter.
   *
   * @param lines of text, empty ones between paragraphs
   * @return in order, with single spaces and without bullets and greetings
   */
  static List<String> of(List<String> lines) {
    List<String> sentences = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    boolean wrapped = false;
    for (String line : lines) {
      if (!wrapped || line.isEmpty() || startsItem(line)) {
        split(paragraph, sentences);
      }
      paragraph.append(paragraph.length() == 0 ? "" : " ").append(line);
      wrapped = line.length() >= WRAPPED_LENGTH;
    }
    split(paragraph, sentences);
    return sentences;
  }

  private static boolean startsItem(String line) {
    char first = line.charAt(0);
    return first == '-' || first == '*' || first == '•' || Character.isDigit(first);
  }

  private static void split(StringBuilder paragraph, List<String> sentences) {
    String text = paragraph.toString();
    paragraph.setLength(0);
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      int end = endOfSentence(text, i);
      if (end > i) {
        add(text.substring(start, end), sentences);
        start = end;
        i = end - 1;
      }
    }
    add(text.substring(start), sentences);
  }

  /** Returns the index after the sentence that ends here, or the same index if none does. */
  private static int endOfSentence(String text, int index) {
    char c = text.charAt(index);
    if ("。！？".indexOf(c) >= 0) {
      return index + 1;
    }
    if (".!?…؟".indexOf(c) < 0 || (c == '.' && isAbbreviation(text, index))) {
      return index;
    }
    int end = index + 1;
    while (end < text.length() && "\"')]”’»".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean ends = end == text.length() || Character.isWhitespace(text.charAt(end));
    return ends ? end : index;
  }

  /** A dot after a known abbreviation or a single letter ends nothing. */
  private static boolean isAbbreviation(String text, int dot) {
    int start = dot;
    while (start > 0 && dot - start < MAX_ABBREVIATION && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, dot).toLowerCase(Locale.ROOT);
    return MailLine.phrases("abbreviation").contains(word)
        || (word.length() == 1 && Character.isLetter(word.charAt(0)));
  }

  private static boolean isWordPart(char c) {
    return c == '.' || Character.isLetterOrDigit(c);
  }

  private static void add(String raw, List<String> sentences) {
    String sentence = withoutGreeting(withoutBullet(raw.strip().replaceAll("\\s++", " ")));
    if (sentence.codePoints().anyMatch(Character::isLetter)) {
      sentences.add(sentence);
    }
  }

  private static String withoutBullet(String sentence) {
    return sentence.replaceFirst("^(?:[-*•>#]++|\\d{1,2}[.)]) ++", "");
  }

  /** Takes "Hi Ann, " off the start of a sentence. */
  private static String withoutGreeting(String sentence) {
    int comma = sentence.indexOf(',');
    if (comma < 0 || comma > MAX_GREETING) {
      return sentence;
    }
    List<String> opening = Words.of(sentence.substring(0, comma));
    boolean greeting =
        !opening.isEmpty()
            && opening.size() <= MAX_GREETING_WORDS
            && MailLine.phrases("greeting").contains(opening.get(0));
    return greeting ? sentence.substring(comma + 1).strip() : sentence;
  }
}
