package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WordsTest {

  @Test
  @DisplayName("Punctuation ends a phrase; hyphens and apostrophes only a word")
  void phrases_punctuation_endsPhrase() {
    assertThat(Words.phrases("Can't sign-in, again!"))
        .containsExactly(List.of("can", "t", "sign", "in"), List.of("again"));
  }

  @Test
  @DisplayName("Letters are folded the same way in every locale and however they are typed")
  void of_letters_areFolded() {
    assertThat(Words.of("TITLE Straße İSTANBUL ışık ﬁle \uFF21\uFF22 e\u0301te\u0301 été Łódź"))
        .containsExactly(
            "title", "strasse", "istanbul", "isik", "file", "ab", "ete", "ete", "lodz");
  }

  @Test
  @DisplayName("A word without end is taken in parts")
  void of_endlessWord_isCut() {
    assertThat(Words.of("x".repeat(100))).hasSize(3).allMatch(word -> word.length() <= 40);
  }
}
