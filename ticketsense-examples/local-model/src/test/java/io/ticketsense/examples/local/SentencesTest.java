package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SentencesTest {

  @Test
  @DisplayName("Dots in abbreviations, numbers and file names end nothing")
  void of_dots_endOnlySentences() {
    assertThat(
            Sentences.of(
                List.of("Ask Dr. Ruiz, e.g. today. It is 3.5 GB in data.csv! \"Why?\" he said.")))
        .containsExactly(
            "Ask Dr. Ruiz, e.g. today.", "It is 3.5 GB in data.csv!", "\"Why?\"", "he said.");
  }

  @Test
  @DisplayName("A long line goes on in the next one, a short one does not")
  void of_wrappedLines_areJoined() {
    assertThat(
            Sentences.of(
                List.of(
                    "This line is as long as mail programs let it be before they",
                    "break it",
                    "- an item",
                    "",
                    "another paragraph")))
        .containsExactly(
            "This line is as long as mail programs let it be before they break it",
            "an item",
            "another paragraph");
  }

  @Test
  @DisplayName("A greeting at the start of a sentence is taken off")
  void of_greeting_isTakenOff() {
    assertThat(Sentences.of(List.of("Hi Ann, it fails.", "Hola, no funciona.", "Since May, no.")))
        .containsExactly("it fails.", "no funciona.", "Since May, no.");
  }

  @Test
  @DisplayName("What holds no letter is no sentence")
  void of_noLetters_isEmpty() {
    assertThat(Sentences.of(List.of("123", "!!! ???", "", "\uD83D\uDE00"))).isEmpty();
  }
}
