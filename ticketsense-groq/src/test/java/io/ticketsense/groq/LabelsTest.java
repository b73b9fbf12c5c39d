package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Adjustment;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which labels that are nearly right are taken for what. */
class LabelsTest {

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  private final Labels labels = new Labels(Taxonomy.standard());

  @ParameterizedTest
  @CsvSource({
    "priority, High, high",
    "priority, ' LOW ', low",
    "priority, Critical!, critical",
    "priority, URGENT, critical",
    "priority, urgent!!, critical",
    "priority, Normal, medium",
    "category, feature request, feature_request",
    "category, Feature-Request, feature_request",
    "category, featureRequest, feature_request",
    "category, FEATURE, feature_request",
    "category, **Billing**, billing",
    "sentiment, Angry., angry",
    "sentiment, NEUTRAL, neutral"
  })
  @DisplayName("Case, spaces, signs and a few other words do not matter, and are on record")
  void adjust_nearMiss_isTaken(String field, String received, String label) {
    Labels.Adjusted adjusted = labels.adjust(json(field, received)).orElseThrow();

    assertThat(adjusted.adjustments()).containsExactly(new Adjustment(field, received, label));
    assertThat(adjusted.json()).contains("\"" + label + "\"", "\"kept\":[1]");
  }

  @ParameterizedTest
  @CsvSource({
    "priority, high",
    "priority, highest",
    "priority, P1",
    "priority, ''",
    "priority, high/critical",
    "priority, medium urgent",
    "category, feature_request",
    "category, Peripherals::Computer",
    "category, features",
    "category, urgent",
    "category, bill",
    "sentiment, frustrated",
    "sentiment, normal",
    "sentiment, not angry"
  })
  @DisplayName("A label that is right is left alone, and one that is not near is not guessed")
  void adjust_otherLabel_isLeft(String field, String received) {
    assertThat(labels.adjust(json(field, received))).isEmpty();
  }

  @Test
  @DisplayName("Categories of a host's own are matched alike, unless two of them look the same")
  void adjust_ownTaxonomy_isMatched() {
    Labels own =
        new Labels(
            Taxonomy.builder()
                .category("Größe & Farbe", "size")
                .category("a-b", "one")
                .category("a b", "two")
                .category("feature", "whatever")
                .build());

    assertThat(own.adjust(json("category", "größe farbe")).orElseThrow().adjustments())
        .containsExactly(new Adjustment("category", "größe farbe", "Größe & Farbe"));
    assertThat(own.adjust(json("category", "A.B"))).isEmpty();
    assertThat(own.adjust(json("category", "Feature")).orElseThrow().adjustments())
        .containsExactly(new Adjustment("category", "Feature", "feature"));
  }

  @Test
  @DisplayName("What is no object, or says a thing twice, has no labels")
  void adjust_noObject_isEmpty() {
    assertThat(labels.adjust("[]")).isEmpty();
    assertThat(labels.adjust("{")).isEmpty();
    assertThat(labels.adjust("")).isEmpty();
    assertThat(labels.adjust("{\"priority\":\"low\",\"priority\":\"HIGH\"}")).isEmpty();
    assertThat(labels.adjust("{\"priority\":7,\"category\":null}")).isEmpty();
  }

  @Test
  @DisplayName("A near miss costs no second request, and the result says what was adjusted")
  void triage_nearMisses_areAdjusted() {
    groq.answers(
        completion(TRIAGE.replace("\"high\"", "\"URGENT\"").replace("\"billing\"", "\"Billing\"")));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.output().priority()).isEqualTo(Priority.CRITICAL);
    assertThat(result.output().category()).isEqualTo(Category.BILLING);
    assertThat(result.adjustments())
        .containsExactly(
            new Adjustment("priority", "URGENT", "critical"),
            new Adjustment("category", "Billing", "billing"));
    assertThat(groq.requests()).hasSize(1);
  }

  @Test
  @DisplayName("A label that is right leaves nothing on record")
  void triage_rightLabels_haveNoAdjustments() {
    groq.answers(completion(TRIAGE));

    assertThat(groq.model().triage(groq.request()).adjustments()).isEmpty();
  }

  @Test
  @DisplayName("Adjusted labels do not excuse what else is wrong")
  void triage_nearMissAndBadTags_isInvalid() {
    groq.answers(completion(TRIAGE.replace("high", "High").replace("\"refund\"", "\"A Tag\"")));

    assertThat(groq.failure(groq.model()))
        .hasMessageContaining("tags")
        .hasMessageNotContaining("priority")
        .extracting("reason")
        .isEqualTo(FailureReason.INVALID_OUTPUT);
  }

  @Test
  @DisplayName("Of 100,000 random labels none becomes one outside the set")
  void adjust_randomLabels_neverEscape() {
    Random random = new Random(7);
    List<String> allowed = List.of("low", "medium", "high", "critical");
    String alphabet = "lowmediuhgcrta UNE!_-0\u0130\u0131\u00DF\u200B";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder label = new StringBuilder();
      for (int n = random.nextInt(9); n >= 0; n--) {
        label.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      labels
          .adjust(json("priority", label.toString()))
          .ifPresent(
              adjusted ->
                  assertThat(adjusted.adjustments())
                      .allSatisfy(a -> assertThat(allowed).contains(a.label())));
    }
  }

  private static String json(String field, String label) {
    return "{\"" + field + "\":\"" + label + "\",\"kept\":[1]}";
  }
}
