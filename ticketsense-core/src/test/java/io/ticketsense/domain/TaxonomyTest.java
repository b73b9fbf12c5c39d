package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TaxonomyTest {

  private static Taxonomy of(String... labels) {
    Taxonomy.Builder builder = Taxonomy.builder();
    for (String label : labels) {
      builder.category(label, "what belongs to " + label);
    }
    return builder.build();
  }

  @Test
  @DisplayName("The standard label sets are the owner's, byte for byte and in order")
  void standard_always_isTheOwners() {
    assertThat(Taxonomy.standard().categories())
        .extracting(Category::label)
        .containsExactly("billing", "technical", "feature_request", "complaint", "general");
    assertThat(Arrays.stream(Priority.values()).map(Priority::label))
        .containsExactly("low", "medium", "high", "critical");
    assertThat(Arrays.stream(Sentiment.values()).map(Sentiment::label))
        .containsExactly("positive", "neutral", "negative", "angry");
    assertThat(Taxonomy.standard()).isSameAs(Taxonomy.standard());
  }

  @Test
  @DisplayName("Every standard label is described and found by its exact name only")
  void ofLabel_standard_isExact() {
    for (Priority priority : Priority.values()) {
      assertThat(Priority.ofLabel(priority.label())).contains(priority);
      assertThat(priority.description()).isNotBlank();
    }
    for (Sentiment sentiment : Sentiment.values()) {
      assertThat(Sentiment.ofLabel(sentiment.label())).contains(sentiment);
      assertThat(sentiment.description()).isNotBlank();
    }
    for (Category category : Taxonomy.standard().categories()) {
      assertThat(Taxonomy.standard().category(category.label())).contains(category);
      assertThat(Taxonomy.standard().description(category)).isNotBlank();
    }
    for (String wrong : List.of("", "HIGH", "hıgh", " high", "NEGATIVE", "Billing", "bıllıng")) {
      assertThat(Priority.ofLabel(wrong)).isEmpty();
      assertThat(Sentiment.ofLabel(wrong)).isEmpty();
      assertThat(Taxonomy.standard().category(wrong)).isEmpty();
    }
  }

  @Test
  @DisplayName("Twelve Spanish categories are taken as they are, in their order")
  void build_anyLanguage_keepsLabels() {
    List<String> labels =
        List.of(
            "facturación",
            "técnico",
            "envíos",
            "devoluciones",
            "año nuevo",
            "quejas, \"graves\"",
            "{plantilla}",
            "IT/red",
            "ventas",
            "legal",
            "otros",
            "ñ");

    Taxonomy taxonomy = of(labels.toArray(String[]::new));

    assertThat(taxonomy.categories()).extracting(Category::label).isEqualTo(labels);
    assertThat(taxonomy.description(Category.of("ñ"))).isEqualTo("what belongs to ñ");
    assertThat(taxonomy.contains(Category.BILLING)).isFalse();
    assertThat(taxonomy.category("{plantilla}")).contains(Category.of("{plantilla}"));
    assertThat(taxonomy.categories()).isUnmodifiable();
  }

  @Test
  @DisplayName("Malformed, repeated and undescribed categories are refused, named by their label")
  void category_unusable_isRefused() {
    Taxonomy.Builder builder = Taxonomy.builder().category("a", "b");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.category("a", "again"))
        .withMessageContaining("Category a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.category("c", " \n"))
        .withMessageContaining("Category c");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.category("", "d"));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.without("e"));
    assertThatIllegalStateException().isThrownBy(() -> Taxonomy.builder().build());
    assertThatIllegalStateException().isThrownBy(() -> builder.without("a").build());
  }

  @Test
  @DisplayName("A taxonomy can be changed into another, and does not change itself")
  void toBuilder_changed_leavesOriginal() {
    Taxonomy.Builder builder =
        Taxonomy.standard().toBuilder().without("complaint").category("hardware", "devices");
    Taxonomy changed = builder.build();
    builder.category("later", "still later");

    assertThat(changed.categories())
        .extracting(Category::label)
        .containsExactly("billing", "technical", "feature_request", "general", "hardware");
    assertThat(Taxonomy.standard().contains(Category.COMPLAINT)).isTrue();
    assertThat(Taxonomy.standard().contains(Category.of("hardware"))).isFalse();
  }

  @Test
  @DisplayName("A description of a category that is not there is refused")
  void description_unknown_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Taxonomy.standard().description(Category.of("hardware")));
  }

  @Test
  @DisplayName("An output outside the taxonomy is refused, with the categories allowed")
  void check_outside_throws() {
    TriageOutput output =
        new TriageOutput(
            Priority.LOW, Category.of("secret"), Sentiment.NEUTRAL, "s", List.of("a", "b"));

    assertThatThrownBy(() -> of("x", "y").check(output))
        .isInstanceOfSatisfying(
            InvalidOutputException.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(new Violation("category", "must be one of x, y")))
        .hasMessageNotContaining("secret");
    of("x", "secret").check(output);
  }

  @Test
  @DisplayName("Taxonomies are equal when categories, descriptions and order are")
  void equals_sameContent_isEqual() {
    assertThat(of("a", "b")).isEqualTo(of("a", "b")).hasSameHashCodeAs(of("a", "b"));
    assertThat(of("a", "b")).isNotEqualTo(of("b", "a")).isNotEqualTo(of("a"));
    assertThat(Taxonomy.builder().category("a", "x").build())
        .isNotEqualTo(Taxonomy.builder().category("a", "y").build());
    assertThat(of("a", "b")).hasToString("Taxonomy[a, b]").isNotEqualTo("Taxonomy[a, b]");
  }
}
