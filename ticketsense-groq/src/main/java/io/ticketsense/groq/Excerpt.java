package io.ticketsense.groq;

/**
 * Cuts a text that is too long for a model, keeping its beginning and its end: a ticket opens with
 * what is wrong and closes with what is wanted.
 */
final class Excerpt {

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
    long budget = (long) maxTokens * Tokens.UNITS_PER_TOKEN;
    if (Tokens.units(text) <= budget) {
      return text;
    }
    int headEnd = 0;
    long headLeft = budget - budget / 4;
    while (headLeft >= Tokens.units(text.codePointAt(headEnd))) {
      headLeft -= Tokens.units(text.codePointAt(headEnd));
      headEnd = text.offsetByCodePoints(headEnd, 1);
    }
    int tailStart = text.length();
    long tailLeft = budget / 4;
    while (tailLeft >= Tokens.units(text.codePointBefore(tailStart))) {
      tailLeft -= Tokens.units(text.codePointBefore(tailStart));
      tailStart = text.offsetByCodePoints(tailStart, -1);
    }
    return text.substring(0, headEnd)
        + "\n[... "
        + text.codePointCount(headEnd, tailStart)
        + " characters left out ...]\n"
        + text.substring(tailStart);
  }
}
