package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CategoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "billing", "año nuevo", "\"x\", {y}", "\uD83D\uDE00", "İ", "7"})
  @DisplayName("Any short text in any script is a label, and equal labels are equal categories")
  void of_goodLabel_isKept(String label) {
    assertThat(Category.of(label).label()).isEqualTo(label);
    assertThat(Category.of(label)).isEqualTo(new Category(label));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        "a\n",
        "\u2003a",
        "a\nb",
        "a\u0000b",
        "a\tb",
        "a\u0085b",
        "a\uD800",
        "\uDE00\uD83D"
      })
  @DisplayName("Empty, padded, multi-line and unencodable labels are refused without quoting them")
  void of_badLabel_isRefused(String label) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Category.of(label))
        .withMessage(
            "A category label must be 1 to 64 characters long, with no control characters and no"
                + " space at either end");
  }

  @Test
  @DisplayName("Lengths count code points, up to 64")
  void of_longLabel_countsCodePoints() {
    assertThat(Category.of("\uD83D\uDE00".repeat(64)).label()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> Category.of("a".repeat(65)));
    assertThatNullPointerException().isThrownBy(() -> Category.of(null));
  }

  @Test
  @DisplayName("Case matters")
  void equals_otherCase_isOther() {
    assertThat(Category.of("Billing")).isNotEqualTo(Category.BILLING);
  }
}
