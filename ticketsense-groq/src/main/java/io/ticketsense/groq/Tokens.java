package io.ticketsense.groq;

/**
 * Estimates tokens, since every model counts them in its own way: four letters to a token, fewer of
 * what models split further. The estimate errs on the high side.
 */
final class Tokens {

  static final int UNITS_PER_TOKEN = 4;

  private static final byte[] ASCII_UNITS = asciiUnits();

  private Tokens() {}

  static long estimate(String text) {
    return (units(text) + UNITS_PER_TOKEN - 1) / UNITS_PER_TOKEN;
  }

  /** Returns quarters of a token. */
  static long units(String text) {
    long units = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      units += c < 0x80 ? ASCII_UNITS[c] : UNITS_PER_TOKEN; // Two chars make a surrogate pair.
    }
    return units;
  }

  /** Returns quarters of a token. */
  static int units(int codePoint) {
    return codePoint < 0x80
        ? ASCII_UNITS[codePoint]
        : Character.charCount(codePoint) * UNITS_PER_TOKEN;
  }

  private static byte[] asciiUnits() {
    byte[] units = new byte[0x80];
    for (int c = 0; c < units.length; c++) {
      if (c == '<') {
        units[c] = 16; // Sent as an escape sequence.
      } else if (c < ' ' || c == '"' || c == '\\') {
        units[c] = 4;
      } else {
        units[c] = (byte) (c == ' ' || Character.isLetter(c) ? 1 : 2);
      }
    }
    return units;
  }
}
