package io.ticketsense.examples.local;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of a mail, and what it may be instead of a message.
 *
 * @param text without spaces at its ends
 * @param folded the text as {@link Folding} writes it
 * @param words of the text
 */
record MailLine(String text, String folded, List<String> words) {

  private static final Map<String, Set<String>> PHRASES = Resources.sections("phrases.txt");

  private static final Pattern HEADER =
      Pattern.compile(
          "\\**+(?:from|sent|to|cc|bcc|date|subject|reply-to|von|gesendet|an|datum|betreff|de|envoye"
              + "|a|objet|enviado(?: el)?|para|fecha|asunto|fra|til|dato|emne) ?:\\**+ ?\\S");

  private static final Pattern LOG =
      Pattern.compile(
          "(?:at [\\w.$/<>-]++\\(|caused by: |exception in thread |exception type: |traceback \\("
              + "|file \"|\\{\"|\\[?\\d{4}[-/.]\\d\\d[-/.]\\d\\d[t ]\\d\\d:\\d\\d"
              + "|\\[?(?:debug|info|warn|error|fatal)]?(?::| [\\[(\\d])|[\\w.]++(?:exception|error):)");

  private static final int SHORT = 60;
  private static final int MAX_INTRODUCTION = 200;
  private static final int MAX_GREETING_WORDS = 6;
  private static final int MAX_NAME_WORDS = 7;
  private static final int MIN_PROSE_WORDS = 8;

  static MailLine of(String line) {
    String text = line.strip();
    return new MailLine(text, Folding.fold(text), Words.of(text));
  }

  /** Returns the phrases of one kind that mails consist of. */
  static Set<String> phrases(String kind) {
    return PHRASES.getOrDefault(kind, Set.of());
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  boolean hasLetter() {
    return text.codePoints().anyMatch(Character::isLetter);
  }

  /** Long enough to be more than a name, a title or an address. */
  boolean isLong() {
    return words.size() >= MIN_PROSE_WORDS;
  }

  /** A quoted line, or the line that introduces a quote. */
  boolean isQuote() {
    return text.startsWith(">")
        || text.startsWith("-----")
        || (text.length() < MAX_INTRODUCTION
            && text.endsWith(":")
            && words.stream().anyMatch(phrases("quote")::contains));
  }

  /** Like the first lines of a forwarded mail; one alone may be a figure of speech. */
  boolean isHeader() {
    return HEADER.matcher(folded).lookingAt();
  }

  boolean isLog() {
    return LOG.matcher(folded).lookingAt();
  }

  boolean isDisclaimer() {
    return (folded.contains("confiden") || folded.contains("vertraulich"))
        && (folded.contains("intended")
            || folded.contains("recipient")
            || folded.contains("destinat")
            || folded.contains("empfanger"));
  }

  boolean isPostscript() {
    return folded.startsWith("ps ") || folded.startsWith("ps:") || folded.startsWith("p.s");
  }

  /** What a telephone puts under every mail. */
  boolean isDevice() {
    return text.length() < SHORT && phrases("device").stream().anyMatch(folded::startsWith);
  }

  boolean isGreeting() {
    return !words.isEmpty()
        && words.size() <= MAX_GREETING_WORDS
        && phrases("greeting").contains(words.get(0))
        && (",:!".indexOf(text.charAt(text.length() - 1)) >= 0
            || (words.size() <= MAX_GREETING_WORDS / 2 && !endsSentence()));
  }

  /** A closing phrase alone on its line, or followed by a comma and a name. */
  boolean isClosing() {
    if (text.length() > SHORT) {
      return false;
    }
    int comma = text.indexOf(',');
    List<String> phrase = comma < 0 ? words : Words.of(text.substring(0, comma));
    return phrases("closing").contains(String.join(" ", phrase))
        && words.size() <= phrase.size() + 3;
  }

  /** Few words, most with a capital, such as names and titles. */
  boolean isName() {
    String[] parts = text.split("[\\s,|/]++", -1);
    long small = Arrays.stream(parts).filter(MailLine::startsSmall).count();
    boolean shouted = parts.length > 2 && text.equals(text.toUpperCase(Locale.ROOT));
    return parts.length <= MAX_NAME_WORDS
        && small * 3 <= parts.length
        && !shouted
        && !endsSentence();
  }

  /** Mostly letters; tables, numbers and code are not. */
  boolean isProse() {
    int letters = 0;
    int others = 0;
    int separators = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        letters++;
      } else if (c == '|' || c == '\t' || c == ';') {
        separators++;
      } else if (c < 0x80 && " .,:!?'\"-()".indexOf(c) < 0) {
        others++;
      }
    }
    return letters * 2 > others * 3 && separators < 3;
  }

  private boolean endsSentence() {
    return ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static boolean startsSmall(String word) {
    return !word.isEmpty()
        && Character.isLetter(word.codePointAt(0))
        && !Character.isUpperCase(word.codePointAt(0));
  }
}
