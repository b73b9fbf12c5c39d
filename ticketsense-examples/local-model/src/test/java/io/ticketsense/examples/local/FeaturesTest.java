package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FeaturesTest {

  private static Features features(String subject, String body) {
    return Features.of(Message.of(subject, body));
  }

  @Test
  @DisplayName("Hashes are the same on every machine")
  void wordBucket_always_isTheSame() {
    assertThat(Features.wordBucket("invoice")).isEqualTo(779092);
    assertThat(Features.wordBucket("credit note")).isEqualTo(1015638);
    assertThat(Features.wordBucket("発票")).isEqualTo(130558);
  }

  @Test
  @DisplayName("Buckets ascend, none twice, and repetitions are counted")
  void of_text_countsTerms() {
    Features features = features("!", "refund me, refund me, refund");

    assertThat(features.buckets()).isSorted().doesNotHaveDuplicates();
    assertThat(count(features, "refund")).isEqualTo(3);
    assertThat(count(features, "refund me")).isEqualTo(2);
    assertThat(count(features, "me refund")).isZero();
  }

  @Test
  @DisplayName("The subject counts twice")
  void of_subject_countsTwice() {
    assertThat(count(features("refund", "refund"), "refund")).isEqualTo(3);
  }

  @Test
  @DisplayName("Order numbers are all alike, status codes are not")
  void of_numbers_areAlike() {
    assertThat(features("!", "order 47119").buckets())
        .isEqualTo(features("!", "order 83520").buckets());
    assertThat(features("!", "error 404").buckets())
        .isNotEqualTo(features("!", "error 500").buckets());
  }

  @Test
  @DisplayName("Tone tells anger, thanks, capitals and exclamation marks apart")
  void measure_tone_differs() {
    float[] calm = cues("the report is on the table");
    float[] angry = cues("THIS IS UNACCEPTABLE!!! i will call my LAWYER");
    float[] thankful = cues("thank you so much, wonderful, we love it");

    assertThat(calm).doesNotContain(Float.NaN);
    assertThat(calm[0]).isZero();
    assertThat(angry[0]).isPositive();
    assertThat(thankful[0]).isZero();
    assertThat(thankful[2]).isGreaterThan(angry[2]);
    assertThat(angry[angry.length - 3]).isGreaterThan(thankful[angry.length - 3]);
    assertThat(angry[angry.length - 2]).isGreaterThan(thankful[angry.length - 2]);
  }

  @Test
  @DisplayName("A stem matches every ending, a phrase only itself")
  void measure_stemsAndPhrases_match() {
    assertThat(cues("incompetence")[0]).isEqualTo(cues("incompetent people")[0]).isPositive();
    assertThat(cues("how dare you")[0]).isPositive();
    assertThat(cues("how you dare")[0]).isZero();
  }

  private static float[] cues(String text) {
    return Cues.standard().measure(text, Words.phrases(text));
  }

  private static int count(Features features, String term) {
    int[] buckets = features.buckets();
    for (int i = 0; i < buckets.length; i++) {
      if (buckets[i] == Features.wordBucket(term)) {
        return features.counts()[i];
      }
    }
    return 0;
  }

  @Test
  @DisplayName("A table knows the terms of several texts, and rare ones weigh more")
  void weigh_terms_rareOnesWeighMore() {
    TermTable table =
        TermTable.of(
            List.of(
                features("!", "apple pear"),
                features("!", "apple pear"),
                features("!", "apple plum")));

    assertThat(table.knows("apple")).isTrue();
    assertThat(table.knows("plum")).isFalse();
    assertThat(table.rarity("pear")).isGreaterThan(table.rarity("apple"));
    assertThat(table.rarity("unheard")).isGreaterThanOrEqualTo(table.rarity("pear"));
  }

  @Test
  @DisplayName("Long and short texts weigh the same")
  void weigh_anyLength_hasSameLength() {
    List<Features> texts = List.of(features("!", "apple pear"), features("!", "apple pear"));
    TermTable table = TermTable.of(texts);

    assertThat(squares(table.weigh(features("!", "apple"))))
        .isCloseTo(squares(table.weigh(features("!", "pear apple ".repeat(50)))), within(1e-4));
  }

  private static double squares(SparseVector vector) {
    double sum = 0;
    for (int i = 0; i < vector.size(); i++) {
      sum += vector.value(i) * vector.value(i);
    }
    return sum;
  }
}
