package io.ticketsense.examples.local;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the HTML out of a text: tags, comments, scripts and the most common entities. Text without
 * any stays as it is. Reads every character a fixed number of times, however broken the HTML.
 */
final class PlainText {

  private static final int MAX_ENTITY_LENGTH = 10;

  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "euro", "€",
          "pound", "£");

  /** These begin a line. */
  private static final Set<String> LINE_TAGS =
      Set.of("br p div li ul ol tr table blockquote hr pre h1 h2 h3 h4".split(" ", -1));

  /** These may stand within a word; all others end one. */
  private static final Set<String> INLINE_TAGS =
      Set.of("a b i u em strong span font small code sub sup".split(" ", -1));

  private static final Pattern BLOCK = Pattern.compile("(?i)<(?:html|body|p|br|div|table)[ />]");

  private final String source;
  private final StringBuilder text;

  private PlainText(String source) {
    String unix = source.replace("\r\n", "\n");
    // Where tags break lines, line breaks do not.
    this.source = BLOCK.matcher(unix).find() ? unix.replace('\n', ' ') : unix;
    this.text = new StringBuilder(source.length());
  }

  /** Returns the text with line breaks as {@code \n} and without invisible characters. */
  static String of(String source) {
    PlainText plain = new PlainText(source);
    plain.read();
    return plain.text.toString();
  }

  private void read() {
    for (int i = 0; i < source.length(); ) {
      char c = source.charAt(i);
      if (c == '<') {
        i = readTag(i);
      } else if (c == '&') {
        i = readEntity(i);
      } else {
        int codePoint = source.codePointAt(i);
        append(codePoint);
        i += Character.charCount(codePoint);
      }
    }
  }

  /** Skips the tag that starts here, or keeps the character if there is none. */
  private int readTag(int start) {
    if (source.startsWith("<!--", start)) {
      int end = source.indexOf("-->", start);
      return end < 0 ? source.length() : end + 3;
    }
    int end = start + 1;
    while (end < source.length() && source.charAt(end) != '>' && source.charAt(end) != '<') {
      end++;
    }
    if (end == source.length() || source.charAt(end) == '<' || !isTagStart(start + 1)) {
      text.append('<');
      return start + 1;
    }
    String name = tagName(start + 1);
    boolean opens = source.charAt(start + 1) != '/';
    if (opens && (name.equals("script") || name.equals("style"))) {
      int close = source.indexOf("</", end);
      return close < 0 ? source.length() : close;
    }
    text.append(replacement(name));
    return end + 1;
  }

  private boolean isTagStart(int index) {
    char c = source.charAt(index);
    return c == '/' || c == '!' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private String tagName(int start) {
    int from = source.charAt(start) == '/' ? start + 1 : start;
    int end = from;
    while (Character.isLetterOrDigit(source.charAt(end)) && end < from + MAX_ENTITY_LENGTH) {
      end++;
    }
    return source.substring(from, end).toLowerCase(Locale.ROOT);
  }

  private static String replacement(String tag) {
    return LINE_TAGS.contains(tag) ? "\n" : INLINE_TAGS.contains(tag) ? "" : " ";
  }

  private int readEntity(int start) {
    int limit = Math.min(source.length(), start + MAX_ENTITY_LENGTH);
    int end = start + 1;
    while (end < limit && source.charAt(end) != ';') {
      end++;
    }
    if (end < limit) {
      String name = source.substring(start + 1, end);
      String known = ENTITIES.get(name);
      if (known != null) {
        text.append(known);
        return end + 1;
      }
      if (name.startsWith("#") && appendNumbered(name)) {
        return end + 1;
      }
    }
    text.append('&');
    return start + 1;
  }

  private boolean appendNumbered(String name) {
    int codePoint;
    try {
      codePoint =
          name.startsWith("#x") || name.startsWith("#X")
              ? Integer.parseInt(name.substring(2), 16)
              : Integer.parseInt(name.substring(1));
    } catch (NumberFormatException e) {
      return false;
    }
    if (!Character.isValidCodePoint(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE) {
      return false;
    }
    append(codePoint);
    return true;
  }

  private void append(int codePoint) {
    switch (codePoint) {
      case '\n', '\r', '\u0085', '\u2028', '\u2029' -> text.append('\n');
      case '\t' -> text.append('\t');
      case '\u200C', '\u200D' -> text.appendCodePoint(codePoint); // They shape words and emoji.
      default -> {
        if (Character.isISOControl(codePoint) || Character.isSpaceChar(codePoint)) {
          text.append(' ');
        } else if (Character.getType(codePoint) != Character.FORMAT) {
          text.appendCodePoint(codePoint);
        }
      }
    }
  }
}
