package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.groq.GroqTriageModel.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields are sent to whom. */
class ProfileTest {

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "GROQ, openai/gpt-oss-120b, max_completion_tokens, 0, low, false, true",
        "GROQ, openai/gpt-oss-20b, max_completion_tokens, 0, low, false, true",
        "GROQ, openai/gpt-oss-safeguard-20b, max_completion_tokens, 0, low, false, -",
        "GROQ, qwen/qwen3.8-27b, max_completion_tokens, 0, none, -, -",
        "GROQ, meta-llama/llama-4-scout-17b-16e-instruct, max_completion_tokens, 0, -, -, -",
        "GROQ, llama-3.1-8b-instant, max_completion_tokens, 0, -, -, -",
        "OPENAI, gpt-4o-mini, max_completion_tokens, 0, -, -, true",
        "OPENAI, gpt-5-mini, max_completion_tokens, -, low, -, true",
        "OPENAI, gpt-5-chat-latest, max_completion_tokens, 0, -, -, true",
        "OPENAI, o4-mini, max_completion_tokens, -, low, -, true",
        "OLLAMA, gpt-oss:20b, max_tokens, 0, -, -, -",
        "VLLM, openai/gpt-oss-20b, max_tokens, 0, -, -, -",
        "LLAMA_CPP, qwen, max_tokens, 0, -, -, -",
        "OTHER, anything, max_tokens, 0, -, -, true"
      })
  @DisplayName("A server gets the fields that it knows, and no other")
  void triage_anyDialect_sendsItsFields(
      Dialect dialect,
      String model,
      String limitField,
      Integer temperature,
      String effort,
      Boolean reasoningIncluded,
      Boolean strict) {
    groq.answers(completion(TRIAGE));

    var unused = groq.open(groq.builder().dialect(dialect).model(model)).triage(groq.request());

    JsonNode body = groq.sent();
    List<String> expected = new ArrayList<>(List.of("model", "messages", limitField));
    if (temperature != null) {
      expected.add("temperature");
      assertThat(body.path("temperature").asInt(-1)).isEqualTo(temperature);
    }
    if (effort != null) {
      expected.add("reasoning_effort");
      assertThat(body.path("reasoning_effort").asText()).isEqualTo(effort);
    }
    if (reasoningIncluded != null) {
      expected.add("include_reasoning");
      assertThat(body.path("include_reasoning").booleanValue()).isEqualTo(reasoningIncluded);
    }
    expected.add("response_format");
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(body.path("model").asText()).isEqualTo(model);
    assertThat(body.at("/response_format/json_schema").has("strict")).isEqualTo(strict != null);
    assertThat(body.at("/response_format/json_schema/schema/required")).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.groq.com, GROQ",
    "https://api.groq.com/openai/v1, GROQ",
    "https://api.openai.com/v1, OPENAI",
    "http://localhost:11434/v1, OLLAMA",
    "http://gpu-3:11434/v1, OLLAMA",
    "http://localhost:8000/v1, OTHER",
    "https://api.groq.com.evil.example/v1, OTHER",
    "https://openrouter.ai/api/v1, OTHER"
  })
  @DisplayName("The address tells the dialect where it can")
  void dialect_address_isTold(String url, Dialect dialect) {
    assertThat(BaseUrl.of(url).dialect()).isEqualTo(dialect);
  }

  @Test
  @DisplayName("Every dialect has a profile")
  void of_everyDialect_hasProfile() {
    for (Dialect dialect : Dialect.values()) {
      assertThat(Profile.of(dialect, "m").tokenLimitField()).startsWith("max_");
    }
  }
}
