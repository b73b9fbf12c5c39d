package io.ticketsense.examples.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits text into the pieces of words that the encoders were trained on: BERT's vocabulary of
 * small letters without accents. Takes time in proportion to what it returns, however long the
 * text.
 */
final class WordPieces {

  private static final int MAX_WORD = 100;

  private final Map<String, Integer> vocabulary = new HashMap<>();
  private final int unknown;
  private final int start;
  private final int end;

  /** Reads the vocabulary from a {@code tokenizer.json}. */
  WordPieces(InputStream tokenizer) throws IOException {
    JsonNode vocab = new ObjectMapper().readTree(tokenizer).path("model").path("vocab");
    vocab.properties().forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
    unknown = id("[UNK]");
    start = id("[CLS]");
    end = id("[SEP]");
  }

  private int id(String piece) {
    Integer id = vocabulary.get(piece);
    if (id == null) {
      throw new IllegalStateException("The vocabulary of the encoder lacks " + piece);
    }
    return id;
  }

  /**
   * Splits a text.
   *
   * @param text plain text
   * @param maxPieces of a part, 3 or more
   * @param maxParts how many parts to return at most; what is left of the text is not read
   * @return numbers of the pieces of each part, between the marks of start and end; parts of equal
   *     length, and no more of them than it takes
   */
  List<long[]> split(String text, int maxPieces, int maxParts) {
    int maxContent = maxPieces - 2;
    long[] content = content(text, maxContent * maxParts);
    int parts = Math.max(1, (content.length + maxContent - 1) / maxContent);
    List<long[]> split = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = content.length * part / parts;
      int to = content.length * (part + 1) / parts;
      long[] pieces = new long[to - from + 2];
      System.arraycopy(content, from, pieces, 1, to - from);
      pieces[0] = start;
      pieces[pieces.length - 1] = end;
      split.add(pieces);
    }
    return split;
  }

  private long[] content(String text, int max) {
    long[] pieces = new long[max];
    int size = 0;
    int from = 0;
    while (from < text.length() && size < max) {
      int codePoint = text.codePointAt(from);
      int to = from + Character.charCount(codePoint);
      if (!Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)) {
        if (!standsAlone(codePoint)) {
          to = endOfWord(text, to);
        }
        size = add(Folding.withoutAccents(text.substring(from, to)), pieces, size);
      }
      from = to;
    }
    return Arrays.copyOf(pieces, size);
  }

  private static int endOfWord(String text, int from) {
    int to = from;
    while (to < text.length() && to - from < 2 * MAX_WORD) {
      int codePoint = text.codePointAt(to);
      if (Character.isWhitespace(codePoint)
          || Character.isSpaceChar(codePoint)
          || standsAlone(codePoint)) {
        break;
      }
      to += Character.charCount(codePoint);
    }
    return to;
  }

  /** Adds the longest pieces that make up a word, or the mark of an unknown word. */
  private int add(String word, long[] pieces, int size) {
    if (word.isEmpty()) {
      return size;
    }
    int next = size;
    int from = 0;
    while (from < word.length() && next < pieces.length) {
      int to = word.length();
      Integer id = null;
      while (to > from && id == null) {
        String piece = word.substring(from, to);
        id = vocabulary.get(from == 0 ? piece : "##" + piece);
        to -= id == null ? 1 : 0;
      }
      if (id == null || word.length() > MAX_WORD) {
        pieces[size] = unknown;
        return size + 1;
      }
      pieces[next++] = id;
      from = to;
    }
    return next;
  }

  /** Punctuation and ideographs are words of their own. */
  private static boolean standsAlone(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && !Character.isLetterOrDigit(codePoint);
    }
    return Character.isIdeographic(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }
}
