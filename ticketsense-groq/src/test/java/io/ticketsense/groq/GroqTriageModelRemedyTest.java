package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.failure;
import static io.ticketsense.groq.FakeGroq.html;
import static io.ticketsense.groq.FakeGroq.invalidJson;
import static io.ticketsense.groq.FakeGroq.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.ticketsense.domain.Attempt;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the next request differs from the one that failed. */
class GroqTriageModelRemedyTest {

  private static final String BAD_TAGS = TRIAGE.replace("\"refund\"", "\"Not Kebab\"");

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  @Test
  @DisplayName("A model is shown its invalid answer and told what was wrong with it, once")
  void triage_invalidAnswer_isRepaired() {
    groq.answers(completion(BAD_TAGS), completion(TRIAGE));

    TriageResult result = groq.model().triage(groq.request());

    List<JsonNode> requests = groq.sentInOrder();
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).path("messages")).hasSize(4);
    assertThat(requests.get(1).at("/messages/0")).isEqualTo(requests.get(0).at("/messages/0"));
    assertThat(requests.get(1).at("/messages/1")).isEqualTo(requests.get(0).at("/messages/1"));
    assertThat(requests.get(1).at("/messages/2/role").asText()).isEqualTo("assistant");
    assertThat(requests.get(1).at("/messages/2/content").asText()).isEqualTo(BAD_TAGS);
    assertThat(requests.get(1).at("/messages/3/role").asText()).isEqualTo("user");
    assertThat(requests.get(1).at("/messages/3/content").asText())
        .contains("tags", "kebab-case", "Answer again");
    assertThat(result.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(FailureReason.INVALID_OUTPUT), Optional.empty());
    assertThat(result.usage().totalTokens()).isEqualTo(780);
  }

  @Test
  @DisplayName("What Groq itself found invalid is repaired in the same way")
  void triage_failedGeneration_isRepaired() {
    groq.answers(invalidJson(BAD_TAGS), completion(TRIAGE));

    var unused = groq.model().triage(groq.request());

    assertThat(groq.sentInOrder().get(1).at("/messages/2/content").asText()).isEqualTo(BAD_TAGS);
  }

  @Test
  @DisplayName("Without an answer there is nothing to show: the same is asked again")
  void triage_noContent_isAskedAgain() {
    groq.answers(completion(null), completion(TRIAGE));

    var unused = groq.model().triage(groq.request());

    assertThat(groq.sentInOrder().get(1)).isEqualTo(groq.sentInOrder().get(0));
  }

  @Test
  @DisplayName("A gigantic invalid answer is not sent back whole")
  void triage_giganticInvalidAnswer_isCut() {
    groq.answers(completion("\uD83D\uDE80".repeat(100_000)), completion(TRIAGE));

    var unused = groq.model().triage(groq.request());

    assertThat(groq.sentInOrder().get(1).at("/messages/2/content").asText())
        .hasSizeBetween(3_000, 4_000)
        .endsWith("\uD83D\uDE80");
  }

  @Test
  @DisplayName("An answer that ran out of tokens gets twice as many, once")
  void triage_outOfTokens_getsTwiceAsMany() {
    groq.answers(completion(TRIAGE.substring(0, 40), "length"));

    TriageFailedException failure = groq.failure(groq.model());

    assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_OUTPUT);
    assertThat(groq.sentInOrder())
        .extracting(body -> body.path("max_completion_tokens").asInt())
        .containsExactly(1_500, 3_000);
  }

  static Stream<ResponseDefinitionBuilder> outOfTokens() {
    String words = "max completion tokens reached before generating a valid document";
    return Stream.of(
        error(400, "json_validate_failed", words),
        json(
            400,
            "{\"error\":{\"message\":\"Failed to generate JSON.\",\"code\":\"json_validate_failed\","
                + "\"failed_generation\":\""
                + words
                + "\"}}"));
  }

  @ParameterizedTest
  @MethodSource("outOfTokens")
  @DisplayName("Reasoning that used up all tokens gets twice as many too, in both of Groq's words")
  void triage_reasoningOutOfTokens_getsTwiceAsMany(ResponseDefinitionBuilder answer) {
    groq.answers(answer, completion(TRIAGE));

    var unused = groq.model().triage(groq.request());

    assertThat(groq.sentInOrder())
        .extracting(body -> body.path("max_completion_tokens").asInt())
        .containsExactly(1_500, 3_000);
  }

  @ParameterizedTest
  @CsvSource({
    "'Request too large on tokens per minute (TPM): Limit 6000, Requested 6300, please', 1200",
    "'Limit 6000, Requested 5000', 750",
    "'Too large.', 750"
  })
  @DisplayName(
      "A request with too many tokens for a minute is sent again with fewer for the answer")
  void triage_tooManyTokens_getsFewer(String message, int expected) {
    groq.answers(error(413, "rate_limit_exceeded", message), completion(TRIAGE));

    var unused = groq.model().triage(groq.request());

    assertThat(groq.sentInOrder())
        .extracting(body -> body.path("max_completion_tokens").asInt())
        .containsExactly(1_500, expected);
  }

  @ParameterizedTest
  @CsvSource({"6000, 7100, 400", "6000, 7101, 0", "6000, 6001, 1499"})
  @DisplayName("Fewer tokens than an answer takes are not asked for, nor is it shrunk twice")
  void triage_stillTooManyTokens_isRejected(int limit, int requested, int shrunk) {
    groq.answers(
        error(413, "rate_limit_exceeded", "Limit " + limit + ", Requested " + requested + ", no"));

    assertThat(groq.failure(groq.model()).reason()).isEqualTo(FailureReason.REJECTED);

    assertThat(groq.sentInOrder())
        .extracting(body -> body.path("max_completion_tokens").asInt())
        .isEqualTo(shrunk == 0 ? List.of(1_500) : List.of(1_500, shrunk));
  }

  @Test
  @DisplayName("A format that is refused is stepped down from, and remembered for all tickets")
  void triage_formatRefused_stepsDownOnce() {
    ResponseDefinitionBuilder refusal =
        error(400, "", "This model does not support response format `json_schema`");
    groq.answers(refusal, refusal, completion(TRIAGE));
    GroqTriageModel model = groq.model();

    TriageResult first = model.triage(groq.request());
    var unused = model.triage(groq.request());

    List<JsonNode> requests = groq.sentInOrder();
    assertThat(requests)
        .extracting(body -> body.at("/response_format/type").asText())
        .containsExactly("json_schema", "json_schema", "json_object", "json_object");
    assertThat(requests)
        .extracting(body -> body.at("/response_format/json_schema/strict").asBoolean())
        .containsExactly(true, false, false, false);
    assertThat(requests.get(2).at("/messages/0/content").asText())
        .startsWith(requests.get(0).at("/messages/0/content").asText())
        .contains("JSON schema", "\"feature_request\"", "additionalProperties");
    assertThat(first.attempts())
        .extracting(Attempt::failure)
        .containsExactly(
            Optional.of(FailureReason.REJECTED),
            Optional.of(FailureReason.REJECTED),
            Optional.empty());
  }

  @Test
  @DisplayName("The last step is plain text, out of which the answer is picked")
  void triage_everyFormatRefused_asksForText() {
    ResponseDefinitionBuilder refusal = error(400, "", "response_format is not supported");
    groq.answers(
        refusal, refusal, refusal, completion("Sure! Here it is:\n" + TRIAGE + "\nAnything else?"));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.output().summary()).isEqualTo("The sender was charged twice.");
    assertThat(groq.sentInOrder().get(3).has("response_format")).isFalse();
    assertThat(groq.sentInOrder().get(3).at("/messages/0/content").asText())
        .contains("additionalProperties");
  }

  @Test
  @DisplayName("A ticket that is refused in every format does not spoil the format for others")
  void triage_refusedInEveryFormat_forgetsTheSteps() {
    ResponseDefinitionBuilder refusal = error(400, "", "response_format is not supported");
    groq.answers(refusal, refusal, refusal, refusal, completion(TRIAGE));
    GroqTriageModel model = groq.model();

    assertThat(groq.failure(model).reason()).isEqualTo(FailureReason.REJECTED);
    var unused = model.triage(groq.request());

    assertThat(groq.sentInOrder().get(4).at("/response_format/json_schema/strict").asBoolean())
        .isTrue();
  }

  @Test
  @DisplayName("A format in which the model answers is remembered, though the answer is invalid")
  void triage_formatRefusedThenInvalid_remembersTheStep() {
    groq.answers(error(400, "", "response_format"), completion("?"));
    GroqTriageModel model = groq.model();

    assertThat(groq.failure(model).reason()).isEqualTo(FailureReason.INVALID_OUTPUT);
    assertThat(groq.failure(model).reason()).isEqualTo(FailureReason.INVALID_OUTPUT);

    assertThat(groq.sentInOrder())
        .extracting(body -> body.at("/response_format/json_schema/strict").asBoolean())
        .containsExactly(true, false, false, false, false);
  }

  @Test
  @DisplayName("A page that answers instead of the model does not say which format is taken")
  void triage_formatRefusedThenPage_forgetsTheStep() {
    groq.answers(error(400, "", "response_format"), html(200));
    GroqTriageModel model = groq.model();

    assertThat(groq.failure(model).reason()).isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(groq.failure(model).reason()).isEqualTo(FailureReason.UNAVAILABLE);

    assertThat(groq.sentInOrder())
        .extracting(body -> body.at("/response_format/json_schema/strict").asBoolean())
        .containsExactly(true, false, false, false, false, true, true, true, true);
  }

  @Test
  @DisplayName("A pause grows by up to a fifth, a second at most, and is never shorter than asked")
  void triage_jitter_onlyLengthens() {
    groq.answers(
        error(429, "").withHeader("Retry-After", "20"), error(500, ""), completion(TRIAGE));

    var unused = groq.open(groq.builder().random(() -> 1)).triage(groq.request());

    assertThat(groq.time().pauses())
        .containsExactly(Duration.ofSeconds(21), Duration.ofMillis(2_400));
  }

  @Test
  @DisplayName("Every kind of trouble has its own number of tries in one triage")
  void triage_manyTroubles_eachIsTriedItsTimes() {
    groq.answers(
        error(500, ""),
        completion(BAD_TAGS),
        error(413, "rate_limit_exceeded"),
        completion("", "length"),
        error(400, "", "response_format"),
        error(503, ""),
        completion(TRIAGE));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(result.attempts()).hasSize(7);
    assertThat(groq.time().pauses())
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 0L, 0L, 0L, 0L, 2L);
    JsonNode last = groq.sentInOrder().get(6);
    assertThat(last.path("messages")).as("the repair is kept").hasSize(4);
    assertThat(last.path("max_completion_tokens").asInt()).isEqualTo(1_500);
  }

  @Test
  @DisplayName("What the server asks for goes before the time when all tokens are there again")
  void triage_retryAfterAndTokenReset_waitsAsAsked() {
    groq.answers(
        error(429, "").withHeader("Retry-After", "2").withHeader("x-ratelimit-reset-tokens", "7s"),
        completion(TRIAGE));

    var unused = groq.model().triage(groq.request());

    assertThat(groq.time().pauses()).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  @DisplayName("A wait beyond the deadline is left to the caller, who is told how long it is")
  void triage_longTokenReset_isHandedOn() {
    groq.answers(
        error(429, "rate_limit_exceeded").withHeader("x-ratelimit-reset-tokens", "1m59.5s"));

    TriageFailedException failure = failure(groq.model(), groq.request(Duration.ofSeconds(60)));

    assertThat(failure.retryAfter()).contains(Duration.ofMillis(119_500));
    assertThat(groq.requests()).hasSize(1);
  }
}
