package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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
    assertThat(pieces.split("Hello, World! Refund 49.99€ unbelievably", 99))
        .containsExactly(
            101, 7592, 1010, 2088, 999, 25416, 8630, 4749, 1012, 5585, 30102, 4895, 8671, 2666,
            3567, 6321, 102);
    assertThat(pieces.split("don't e-mail me @ a_b", 99))
        .containsExactly(
            101, 2123, 1005, 1056, 1041, 1011, 5653, 2033, 1030, 1037, 1035, 1038, 102);
  }

  @Test
  @DisplayName("Accents go, ideographs stand alone, an unknown word is marked")
  void split_otherScripts_isAsExpected() {
    assertThat(pieces.split("Überweisung für Zoë: 発票", 99))
        .containsExactly(101, 19169, 19845, 19729, 2290, 6519, 11199, 1024, 1914, 100, 102);
  }

  @Test
  @DisplayName("However long the text, no more pieces come than asked for, the last marks the end")
  void split_longText_isCut() {
    assertThat(pieces.split("refund ".repeat(5_000), 12)).hasSize(12).endsWith(102);
    assertThat(pieces.split("x".repeat(50_000), 12)).hasSizeLessThanOrEqualTo(12).endsWith(102);
    assertThat(pieces.split("", 12)).containsExactly(101, 102);
  }
}
