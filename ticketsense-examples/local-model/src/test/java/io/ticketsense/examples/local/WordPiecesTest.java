package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Expects the numbers that the tokenizer of the encoders' authors gives. */
final class WordPiecesTest {

  private static WordPieces pieces;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            WordPiecesTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json"))) {
      pieces = new WordPieces(stream);
    }
  }

  @Test
  @DisplayName("Rare words are split into pieces, punctuation stands alone")
  void split_english_isAsExpected() {
    assertThat(split("Hello, World! Refund 49.99€ unbelievably"))
        .containsExactly(
            101, 7592, 1010, 2088, 999, 25416, 8630, 4749, 1012, 5585, 30102, 4895, 8671, 2666,
            3567, 6321, 102);
    assertThat(split("don't e-mail me @ a_b"))
        .containsExactly(
            101, 2123, 1005, 1056, 1041, 1011, 5653, 2033, 1030, 1037, 1035, 1038, 102);
  }

  @Test
  @DisplayName("Accents go, ideographs stand alone, an unknown word is marked")
  void split_otherScripts_isAsExpected() {
    assertThat(split("Überweisung für Zoë: 発票"))
        .containsExactly(101, 19169, 19845, 19729, 2290, 6519, 11199, 1024, 1914, 100, 102);
  }

  @Test
  @DisplayName("However long the text, no more pieces come than asked for, the last marks the end")
  void split_longText_isCut() {
    assertThat(pieces.split("refund ".repeat(5_000), 12, 3))
        .hasSize(3)
        .allSatisfy(part -> assertThat(part).hasSize(12).startsWith(101).endsWith(102));
    assertThat(pieces.split("x".repeat(50_000), 12, 1))
        .singleElement()
        .satisfies(part -> assertThat(part).hasSizeLessThanOrEqualTo(12).endsWith(102));
    assertThat(split("")).containsExactly(101, 102);
  }

  @Test
  @DisplayName("A text too long for a part is split into equal ones, no piece lost")
  void split_longerThanPart_isSplitEvenly() {
    assertThat(pieces.split("Hello, World! Hello, World!", 6, 9))
        .containsExactly(
            new long[] {101, 7592, 1010, 2088, 999, 102},
            new long[] {101, 7592, 1010, 2088, 999, 102});
    assertThat(pieces.split("Hello, World! Hello", 6, 9))
        .containsExactly(new long[] {101, 7592, 1010, 102}, new long[] {101, 2088, 999, 7592, 102});
  }

  private static long[] split(String text) {
    List<long[]> parts = pieces.split(text, 99, 9);
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }
}
