package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.failure;
import static io.ticketsense.groq.FakeGroq.invalidJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.ticketsense.FallbackTriageModel;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two models in a chain, on one client. */
class GroqTriageModelFallbackTest {

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  static Stream<Arguments> failuresOfThePrimary() {
    ResponseDefinitionBuilder outage = error(503, "");
    ResponseDefinitionBuilder limit = error(429, "rate_limit_exceeded");
    ResponseDefinitionBuilder longLimit = error(429, "").withHeader("Retry-After", "600");
    return Stream.of(
        Arguments.of("gone", List.of(error(404, "model_not_found"))),
        Arguments.of("decommissioned", List.of(error(400, "model_decommissioned"))),
        Arguments.of("forbidden", List.of(error(403, ""))),
        Arguments.of("refused", List.of(error(400, ""))),
        Arguments.of("invalid", List.of(invalidJson("?"), completion("?"))),
        Arguments.of("limited", List.of(limit, limit, limit, limit)),
        Arguments.of("limited for long", List.of(longLimit)),
        Arguments.of("out of order", List.of(outage, outage, outage, outage)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresOfThePrimary")
  @DisplayName("When the primary fails, the fallback answers with the same flow")
  void triage_primaryFails_fallbackAnswers(String name, List<ResponseDefinitionBuilder> failures) {
    groq.answers(
        Stream.concat(failures.stream(), Stream.of(completion(FakeGroq.TRIAGE)))
            .toArray(ResponseDefinitionBuilder[]::new));

    TriageResult result = chain().triage(groq.request());

    assertThat(result.model()).contains("openai/gpt-oss-20b");
    assertThat(result.attempts()).hasSize(failures.size() + 1);
    assertThat(result.attempts().subList(0, failures.size()))
        .extracting(Attempt::model)
        .containsOnly("openai/gpt-oss-120b");
    assertThat(groq.requests()).hasSize(failures.size() + 1);
  }

  @Test
  @DisplayName("When both fail, the attempts of both are on record")
  void triage_bothFail_keepsAllAttempts() {
    groq.answers(error(404, "model_not_found"));

    TriageFailedException failure = failure(chain(), groq.request());

    assertThat(failure.reason()).isEqualTo(FailureReason.MODEL_NOT_FOUND);
    assertThat(failure.attempts())
        .extracting(Attempt::model)
        .containsExactly("openai/gpt-oss-120b", "openai/gpt-oss-20b");
  }

  @Test
  @DisplayName("A wrong key is wrong for both, so the fallback is not asked")
  void triage_wrongKey_endsTheChain() {
    groq.answers(error(401, "invalid_api_key"));

    assertThat(failure(chain(), groq.request()).attempts()).hasSize(1);
    assertThat(groq.requests()).hasSize(1);
  }

  private FallbackTriageModel chain() {
    return FallbackTriageModel.of(
        groq.model(), groq.open(groq.builder().model(GroqTriageModel.DEFAULT_FALLBACK_MODEL)));
  }
}
