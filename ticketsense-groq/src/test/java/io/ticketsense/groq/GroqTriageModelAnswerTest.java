package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.invalidJson;
import static io.ticketsense.groq.FakeGroq.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of a usable answer. */
class GroqTriageModelAnswerTest {

  static final List<String> WRAPPED =
      List.of(
          TRIAGE,
          "\n " + TRIAGE + " \n",
          "```json\n" + TRIAGE + "\n```",
          "```\n" + TRIAGE + "```",
          "<think>Charged twice? {\"a\":1}</think>\n" + TRIAGE,
          "<think>\n</think>```json\n" + TRIAGE + "\n```");

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  @Test
  @DisplayName("A valid answer becomes a triage that says which model gave it at what price")
  void triage_validAnswer_isReturned() {
    groq.answers(completion(TRIAGE));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.output().priority()).isEqualTo(Priority.HIGH);
    assertThat(result.output().category()).isEqualTo(Category.BILLING);
    assertThat(result.output().sentiment()).isEqualTo(Sentiment.ANGRY);
    assertThat(result.output().summary()).isEqualTo("The sender was charged twice.");
    assertThat(result.output().tags()).containsExactly("double-charge", "refund");
    assertThat(result.source()).isEqualTo(TriageResult.Source.MODEL);
    assertThat(result.model()).contains("openai/gpt-oss-120b");
    assertThat(result.attempts())
        .containsExactly(
            Attempt.succeeded("openai/gpt-oss-120b", Duration.ZERO, new TokenUsage(300, 90)));
  }

  @ParameterizedTest
  @FieldSource("WRAPPED")
  @DisplayName("Thoughts before the JSON and a fence around it are taken off")
  void triage_wrappedAnswer_isRead(String content) {
    groq.answers(completion(content));

    assertThat(groq.model().triage(groq.request()).output().category()).isEqualTo(Category.BILLING);
  }

  @Test
  @DisplayName("What a model says about itself in an answer is not taken for where it comes from")
  void triage_answerNamesAModel_isIgnored() {
    groq.answers(completion("{\"model\":\"x\",\"degraded\":true," + TRIAGE.substring(1)));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.model()).contains("openai/gpt-oss-120b");
    assertThat(result.degraded()).isFalse();
    assertThat(groq.requests()).hasSize(1);
  }

  @Test
  @DisplayName("JSON that Groq took for invalid counts when it is valid")
  void triage_usableFailedGeneration_isAccepted() {
    groq.answers(invalidJson(TRIAGE));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.output().category()).isEqualTo(Category.BILLING);
    assertThat(result.attempts()).extracting(Attempt::failure).containsExactly(Optional.empty());
    assertThat(groq.requests()).hasSize(1);
  }

  @Test
  @DisplayName("Of another error a failed generation is not taken")
  void triage_failedGenerationOfOtherError_isIgnored() {
    groq.answers(
        json(400, "{\"error\":{\"failed_generation\":\"" + TRIAGE.replace("\"", "\\\"") + "\"}}"));

    assertThat(groq.failure(groq.model()).reason()).isEqualTo(FailureReason.REJECTED);
  }

  @Test
  @DisplayName("A failed attempt that was charged for is on record with its tokens")
  void triage_invalidAnswers_recordTokens() {
    groq.answers(completion("?"));

    TriageFailedException failure = groq.failure(groq.model());

    assertThat(failure.attempts())
        .extracting(Attempt::usage)
        .containsExactly(new TokenUsage(300, 90), new TokenUsage(300, 90));
  }

  static Stream<Arguments> usages() {
    return Stream.of(
        Arguments.of("{\"prompt_tokens\":7,\"completion_tokens\":8}", new TokenUsage(7, 8)),
        Arguments.of("{\"prompt_tokens\":7}", new TokenUsage(7, 0)),
        Arguments.of("{\"prompt_tokens\":-7,\"completion_tokens\":\"8\"}", TokenUsage.NONE),
        Arguments.of("{\"prompt_tokens\":1e99,\"completion_tokens\":null}", TokenUsage.NONE),
        Arguments.of("null", TokenUsage.NONE),
        Arguments.of("[]", TokenUsage.NONE));
  }

  @ParameterizedTest
  @MethodSource("usages")
  @DisplayName("A count of tokens that makes no sense counts as none")
  void triage_oddUsage_isToleratedAndNotInvented(String usage, TokenUsage expected) {
    groq.answers(
        json(
            200,
            "{\"choices\":[{\"message\":{\"content\":\""
                + TRIAGE.replace("\"", "\\\"")
                + "\"}}],\"usage\":"
                + usage
                + "}"));

    assertThat(groq.model().triage(groq.request()).usage()).isEqualTo(expected);
  }

  @Test
  @DisplayName("The content type may be missing or say JSON in another way")
  void triage_otherJsonContentType_isRead() {
    ResponseDefinitionBuilder plain = completion(TRIAGE);
    groq.answers(plain.withHeader("Content-Type", "application/vnd.x+json; charset=utf-8"));

    assertThat(groq.model().triage(groq.request()).output().category()).isEqualTo(Category.BILLING);
  }
}
