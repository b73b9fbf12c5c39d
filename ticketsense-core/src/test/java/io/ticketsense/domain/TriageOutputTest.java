package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TriageOutputTest {

  private static TriageOutput with(String summary, List<String> tags) {
    return new TriageOutput(Priority.LOW, Category.GENERAL, Sentiment.NEUTRAL, summary, tags);
  }

  @Test
  @DisplayName("Summaries of 1 to 500 code points and 2 to 5 kebab-case tags are accepted")
  void constructor_bounds_areInclusive() {
    List<String> tags = List.of("a", "0", "a-1", "x-y-z-0", "abc-def");

    assertThat(with("x", tags.subList(0, 2)).tags()).containsExactly("a", "0");
    assertThat(with("\uD83D\uDE00".repeat(500), tags).tags()).isEqualTo(tags);
    assertThat(with("x", List.of("a", "a-".repeat(50_000) + "a")).tags()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "İ", "ı", "ä", "a_b", "a b", "-a", "a-", "a--b", " a", "a\n", "a.b", "é", "٣"
      })
  @DisplayName("A tag in any other form is refused and named by its place")
  void constructor_malformedTag_isRefused(String tag) {
    assertThatThrownBy(() -> with("s", List.of("ok", tag)))
        .isInstanceOfSatisfying(
            InvalidOutputException.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(
                        new Violation("tags[1]", "must be in kebab-case: a-z, 0-9, -")));
  }

  @Test
  @DisplayName("Everything that is wrong is listed, in JSON names and without the values")
  void constructor_allWrong_listsEveryField() {
    assertThatThrownBy(
            () -> new TriageOutput(null, null, null, "secret".repeat(84), Arrays.asList("x", null)))
        .isInstanceOfSatisfying(
            InvalidOutputException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::toString)
                    .containsExactly(
                        "category is required",
                        "priority is required",
                        "sentiment is required",
                        "summary must be 1 to 500 characters long",
                        "tags[1] is required"))
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> with(null, null)).hasMessageContaining("summary must not be blank");
    assertThatThrownBy(() -> with("s", List.of("a"))).hasMessageContaining("tags must be 2 to 5");
    assertThatThrownBy(() -> with("s", Collections.nCopies(6, "a")))
        .hasMessageContaining("tags must be 2 to 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\n", "a\u0000b", "a\uD800b", "\uDC00"})
  @DisplayName("A blank summary, or one that cannot be stored, is refused")
  void constructor_unusableSummary_isRefused(String summary) {
    assertThatThrownBy(() -> with(summary, List.of("a", "b")))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("summary");
  }

  @Test
  @DisplayName("Later changes to the list of tags do not reach the output")
  void constructor_mutableTags_areCopied() {
    List<String> tags = new ArrayList<>(List.of("a", "b"));
    TriageOutput output = with("s", tags);
    tags.set(0, "NOT VALID");

    assertThat(output.tags()).containsExactly("a", "b").isUnmodifiable();
  }

  @Test
  @DisplayName("No random text gets past the rules")
  void constructor_randomTexts_neverEscape() {
    Random random = new Random(42);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      String summary = randomText(random, "\u0000\uD800 a\uD83D\uDE00\n");
      List<String> tags =
          random.ints(random.nextInt(8), 0, 1).mapToObj(x -> randomText(random, "aA0-é")).toList();
      try {
        TriageOutput output = with(summary, tags);
        accepted++;
        assertThat(output.summary()).isNotBlank().doesNotContain("\u0000");
        assertThat(output.tags())
            .hasSizeBetween(2, 5)
            .allSatisfy(tag -> assertThat(tag).matches("[a-z0-9]+(-[a-z0-9]+)*"));
      } catch (InvalidOutputException e) {
        assertThat(e.violations()).isNotEmpty();
      }
    }
    assertThat(accepted).isPositive();
  }

  private static String randomText(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    random
        .ints(random.nextInt(4), 0, letters.length())
        .forEach(i -> text.append(letters.charAt(i)));
    return text.toString();
  }

  @Test
  @DisplayName("The text form tells labels and keeps the summary to itself")
  void toString_always_hidesSummary() {
    assertThat(with("secret", List.of("tag-x", "b")))
        .hasToString("TriageOutput[priority=low, category=general, sentiment=neutral]");
  }
}
