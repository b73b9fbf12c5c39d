package io.ticketsense.examples.local;

import java.text.Normalizer;
import java.util.Map;

/**
 * Writes letters the same way however they are typed: small, without accents, Latin ones as a-z.
 * Works letter by letter, so a long run of accents costs no more than other text.
 */
final class Folding {

  /** Latin letters that Unicode does not take apart into a base and an accent. */
  private static final Map<Integer, String> SPECIAL =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'ħ', "h"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'þ', "th"));

  private Folding() {}

  /** Folds a text; what is neither letter nor accent stays as it is. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> append(folded, codePoint));
    return folded.toString();
  }

  /** Writes a text in small letters without accents, and keeps all that Unicode keeps apart. */
  static String withoutAccents(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .map(Character::toLowerCase)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static void append(StringBuilder folded, int codePoint) {
    if (codePoint < 0x80) {
      folded.append((char) Character.toLowerCase(codePoint));
      return;
    }
    int lower = Character.toLowerCase(codePoint);
    String special = SPECIAL.get(lower);
    if (special != null) {
      folded.append(special);
    } else if (isSyllable(lower)) {
      folded.appendCodePoint(lower);
    } else {
      Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFKD)
          .codePoints()
          .filter(part -> !isMark(part))
          .map(Character::toLowerCase)
          .forEach(folded::appendCodePoint);
    }
  }

  /** Korean syllables and ideographs have no accents to lose. */
  private static boolean isSyllable(int codePoint) {
    return Character.isIdeographic(codePoint) || (codePoint >= 0xAC00 && codePoint <= 0xD7A3);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
