package io.ticketsense.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads summaries and bodies as far as the checks of summaries need it. */
final class SummaryText {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern BREAK = Pattern.compile("([.!?…])[\"'”’)\\]]? [\"'“‘(\\[]?\\p{Lu}");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "prof", "st", "no", "nr", "vs", "etc", "inc", "ltd", "co",
          "corp", "approx", "dept", "sr", "jr", "fig", "bzw", "ca", "sra", "mme");

  private static final Pattern GREETING =
      Pattern.compile(
          "(hi|hello|hey|dear|greetings|good (morning|afternoon|evening|day)|hallo|guten (tag"
              + "|morgen|abend)|sehr geehrte[rn]?|hola|buen[oa]s (d[ií]as|tardes|noches)|estimad[oa]s?"
              + "|bonjour|bonsoir|madame|monsieur|namaste)\\b.{0,40}[,!:.]?");
  private static final Pattern FAREWELL =
      Pattern.compile(
          "((kind|best|warm|warmest) (regards|wishes)|regards|best|cheers|thanks|thank you"
              + "|many thanks|thanks (again|in advance)|sincerely|yours (sincerely|faithfully|truly)"
              + "|respectfully|take care|mit freundlichen gr[uü]ßen|viele gr[uü]ße|saludos"
              + "|un saludo|cordialement|merci|--)\\s*[,!.]?");
  private static final int MIN_FAREWELL_WORDS = 2;
  private static final int MIN_SIGNATURE_WORDS = 4;

  private SummaryText() {}

  /** Returns a text in lower case with single spaces. */
  static String plain(String text) {
    return SPACE.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  static boolean isOneSentence(String summary) {
    if (summary.strip().lines().count() > 1) {
      return false;
    }
    String text = SPACE.matcher(summary.strip()).replaceAll(" ");
    Matcher matcher = BREAK.matcher(text);
    int from = 0;
    while (matcher.find(from)) {
      if (!matcher.group(1).equals(".") || !isAbbreviation(wordBefore(text, matcher.start()))) {
        return false;
      }
      from = matcher.end(1);
    }
    return true;
  }

  private static String wordBefore(String text, int end) {
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  private static boolean isAbbreviation(String word) {
    return word.codePointCount(0, word.length()) == 1
        || NUMBER.matcher(word).matches()
        || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean holdsPleasantries(String summary, String body) {
    String text = " " + plain(summary) + " ";
    List<String> lines =
        body.lines().map(SummaryText::plain).filter(line -> !line.isEmpty()).toList();
    boolean belowFarewell = false;
    for (String line : lines) {
      boolean farewell = FAREWELL.matcher(line).matches();
      belowFarewell |= farewell;
      int words = SPACE.split(line).length;
      boolean pleasantry =
          GREETING.matcher(line).matches()
              || (farewell && words >= MIN_FAREWELL_WORDS)
              || (belowFarewell && words >= MIN_SIGNATURE_WORDS);
      if (pleasantry && text.contains(" " + line + " ")) {
        return true;
      }
    }
    return false;
  }
}
