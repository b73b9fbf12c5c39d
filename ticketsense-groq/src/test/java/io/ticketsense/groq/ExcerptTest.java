package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What is left of a text that is too long. */
class ExcerptTest {

  @Test
  @DisplayName("A text that fits exactly is left alone")
  void of_shortEnough_isUnchanged() {
    assertThat(Excerpt.of("abcd".repeat(10), 10)).isEqualTo("abcd".repeat(10));
    assertThat(Excerpt.of("", 10)).isEmpty();
  }

  @Test
  @DisplayName("Of a longer text three quarters of the room go to its beginning, one to its end")
  void of_tooLong_keepsBeginningAndEnd() {
    String text = "a".repeat(40) + "b".repeat(1_000) + "c".repeat(20);

    assertThat(Excerpt.of(text, 20))
        .isEqualTo(
            "a".repeat(40)
                + "b".repeat(20)
                + "\n[... 980 characters left out ...]\n"
                + "c".repeat(20));
  }

  @Test
  @DisplayName("What models split into many tokens is cut earlier")
  void of_costlyText_isCutEarlier() {
    assertThat(Excerpt.of("\uD83D\uDE21".repeat(50_000), 4_000).length()).isBetween(4_000, 4_100);
    assertThat(Excerpt.of("你".repeat(50_000), 4_000).length()).isBetween(4_000, 4_100);
    assertThat(Excerpt.of("<".repeat(50_000), 4_000).length()).isBetween(1_000, 1_100);
  }

  @RepeatedTest(20)
  @DisplayName("Any text comes out whole or as its own beginning and end, no character split")
  void of_random_neverSplitsACharacter(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder builder = new StringBuilder();
    for (int i = random.nextInt(400); i > 0; i--) {
      builder.appendCodePoint(
          random.nextBoolean() ? 0x1F600 + random.nextInt(64) : ' ' + random.nextInt(0x500));
    }
    String text = builder.toString();
    int maxTokens = 1 + random.nextInt(200);

    String excerpt = Excerpt.of(text, maxTokens);

    if (!excerpt.equals(text)) {
      String[] parts = excerpt.split("\n\\[\\.\\.\\. \\d+ characters left out \\.\\.\\.]\n", -1);
      assertThat(parts).hasSize(2);
      assertThat(text).startsWith(parts[0]).endsWith(parts[1]);
      assertThat(excerpt.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
      assertThat(parts[0].codePointCount(0, parts[0].length())).isLessThanOrEqualTo(4 * maxTokens);
    }
  }
}
