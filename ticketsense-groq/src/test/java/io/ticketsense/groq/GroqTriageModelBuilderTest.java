package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a builder takes and what it refuses. */
class GroqTriageModelBuilderTest {

  static final List<String> BAD_KEYS =
      List.of(
          "", " ", "gsk_abc\n", " gsk_abc", "gsk_abc\r\nX-Evil: 1", "gsk_é", "gsk abc", "\u0000");

  static final List<String> BAD_BASE_URLS =
      List.of(
          "",
          "api.groq.com",
          "ftp://api.groq.com",
          "https://",
          "https://user:secret@host/v1",
          "https://secret@host/v1",
          "https://:secret@host/v1",
          "https://host/v1?key=secret",
          "https://host/v1#secret");

  @ParameterizedTest
  @FieldSource("BAD_KEYS")
  @DisplayName("A key that does not fit into a header is refused without being shown")
  void builder_badKey_throws(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroqTriageModel.builder(key))
        .withMessageContaining("API key")
        .withMessageNotContaining("gsk");
  }

  @ParameterizedTest
  @FieldSource("BAD_BASE_URLS")
  @DisplayName("A base URL that is none, or holds a secret, is refused without being shown")
  void baseUrl_bad_throws(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroqTriageModel.builder("key").baseUrl(url))
        .withMessageContaining("base URL")
        .withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.groq.com, https://api.groq.com/openai/v1/chat/completions",
    "https://api.groq.com/, https://api.groq.com/openai/v1/chat/completions",
    "https://API.Groq.com/openai, https://api.groq.com/openai/v1/chat/completions",
    "http://api.groq.com/openai/v1, https://api.groq.com/openai/v1/chat/completions",
    "https://api.groq.com/openai/v1/, https://api.groq.com/openai/v1/chat/completions",
    "' http://localhost:11434/v1 ', http://localhost:11434/v1/chat/completions",
    "http://localhost:11434/v1/, http://localhost:11434/v1/chat/completions",
    "http://localhost:8080, http://localhost:8080/chat/completions",
    "https://api.groq.com.example/v1, https://api.groq.com.example/v1/chat/completions",
    "http://[::1]:8000/a%20b/v1, http://[::1]:8000/a%20b/v1/chat/completions"
  })
  @DisplayName("Only on Groq's own host is the path filled in")
  void chatCompletions_anyBaseUrl_isBelowIt(String baseUrl, String expected) {
    assertThat(BaseUrl.of(baseUrl).chatCompletions()).hasToString(expected);
  }

  @Test
  @DisplayName("Groq needs a key, another server does not")
  void build_withoutKey_dependsOnServer() {
    assertThatIllegalStateException().isThrownBy(() -> GroqTriageModel.builder().build());
    GroqTriageModel.builder().baseUrl("http://localhost:11434/v1").build().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  @DisplayName("A blank model id is refused")
  void model_blank_throws(String model) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroqTriageModel.builder("key").model(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
  @DisplayName("A timeout out of bounds is refused")
  void attemptTimeout_outOfBounds_throws(Duration timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroqTriageModel.builder("key").attemptTimeout(timeout));
  }
}
