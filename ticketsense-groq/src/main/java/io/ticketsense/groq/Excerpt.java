package io.ticketsense.groq;

/**
 * Cuts a text that is too long for a model, keeping its beginning and its end: a ticket opens with
 * what is wrong and closes with what is wanted.
 *
 * <p>Tokens are estimated, since every model counts them in its own way: four to a token for
 * letters, fewer for what models split further. The estimate errs on the high side.
 */
final class Excerpt {

  private static final int UNITS_PER_TOKEN = 4;

  private Excerpt() {}

  /**
   * Cuts a text.
   *
   * @param text any text without unpaired surrogates
   * @param maxTokens how many tokens may be left, as estimated, not counting the marker
   * @return the text itself if it is short enough; otherwise three quarters of what fits from its
   *     beginning and one from its end, with a marker between them, no character split
   */
  static String of(String text, int maxTokens) {
    long budget = (long) maxTokens * UNITS_PER_TOKEN;
    if (text.codePoints().mapToLong(Excerpt::units).sum() <= budget) {
      return text;
    }
    int headEnd = 0;
    long headLeft = budget - budget / 4;
    while (headLeft >= units(text.codePointAt(headEnd))) {
      headLeft -= units(text.codePointAt(headEnd));
      headEnd = text.offsetByCodePoints(headEnd, 1);
    }
    int tailStart = text.length();
    long tailLeft = budget / 4;
    while (tailLeft >= units(text.codePointBefore(tailStart))) {
      tailLeft -= units(text.codePointBefore(tailStart));
      tailStart = text.offsetByCodePoints(tailStart, -1);
    }
    return text.substring(0, headEnd)
        + "\n[... "
        + text.codePointCount(headEnd, tailStart)
        + " characters left out ...]\n"
        + text.substring(tailStart);
  }

  /** Quarters of a token. */
  private static int units(int codePoint) {
    if (codePoint >= 0x10000) {
      return 8;
    }
    if (codePoint >= 0x80 || codePoint < ' ' || codePoint == '"' || codePoint == '\\') {
      return 4;
    }
    if (codePoint == '<') {
      return 16; // Sent as an escape sequence.
    }
    return codePoint == ' ' || Character.isLetter(codePoint) ? 1 : 2;
  }
}
