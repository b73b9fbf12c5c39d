package io.ticketsense.groq;

import static io.ticketsense.error.FailureReason.FORBIDDEN;
import static io.ticketsense.error.FailureReason.INVALID_OUTPUT;
import static io.ticketsense.error.FailureReason.MODEL_NOT_FOUND;
import static io.ticketsense.error.FailureReason.RATE_LIMITED;
import static io.ticketsense.error.FailureReason.REJECTED;
import static io.ticketsense.error.FailureReason.TIMEOUT;
import static io.ticketsense.error.FailureReason.UNAUTHENTICATED;
import static io.ticketsense.error.FailureReason.UNAVAILABLE;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.failure;
import static io.ticketsense.groq.FakeGroq.html;
import static io.ticketsense.groq.FakeGroq.invalidJson;
import static io.ticketsense.groq.FakeGroq.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of answer leads to: the reason, the requests and the pauses between them. */
class GroqTriageModelStatusTest {

  private static final List<Duration> NONE = List.of();
  private static final List<Duration> AT_ONCE = List.of(Duration.ZERO);
  private static final List<Duration> BACKOFF = seconds(1, 2, 4);

  /** From a strict schema down to plain text. */
  private static final List<Duration> STEPS = seconds(0, 0, 0);

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  static Stream<Arguments> answers() {
    return Stream.of(
        row("302", json(302, "").withHeader("Location", "/v2"), REJECTED, NONE),
        row("400 without code", error(400, ""), REJECTED, NONE),
        row("400 saying rate", error(400, "", "rate limit reached, retry"), REJECTED, NONE),
        row("400 other code", error(400, "organization_restricted"), REJECTED, NONE),
        row("400 decommissioned", error(400, "model_decommissioned"), MODEL_NOT_FOUND, NONE),
        row("400 json_validate_failed", invalidJson("{\"pri"), INVALID_OUTPUT, AT_ONCE),
        row("400 tool_use_failed", error(400, "tool_use_failed"), INVALID_OUTPUT, AT_ONCE),
        row("401", error(401, "invalid_api_key"), UNAUTHENTICATED, NONE),
        row("401 HTML", html(401), UNAUTHENTICATED, NONE),
        row("403", error(403, "permissions_error"), FORBIDDEN, NONE),
        row("403 HTML", html(403), FORBIDDEN, NONE),
        row("404", error(404, "model_not_found"), MODEL_NOT_FOUND, NONE),
        row("404 without body", json(404, ""), MODEL_NOT_FOUND, NONE),
        row("408", error(408, ""), TIMEOUT, BACKOFF),
        row("409", error(409, ""), UNAVAILABLE, BACKOFF),
        row("413", error(413, ""), REJECTED, NONE),
        row("413 by tokens", error(413, "rate_limit_exceeded"), REJECTED, AT_ONCE),
        row(
            "413 by far too many tokens",
            error(413, "rate_limit_exceeded", "Limit 6000, Requested 14810, please reduce"),
            REJECTED,
            NONE),
        row("422", error(422, ""), REJECTED, AT_ONCE),
        row("422 of the format", error(422, "", "bad response_format"), REJECTED, STEPS),
        row("400 of the format", formatRefused(), REJECTED, STEPS),
        row("400 of the schema", badSchema("schema_kind"), REJECTED, STEPS),
        row("400 of the schema's code", badSchema("schema_code"), REJECTED, STEPS),
        row("400 of a path in the schema", badSchema("schema_path"), REJECTED, STEPS),
        row("400 of a parameter", badParameter("response_format"), REJECTED, STEPS),
        row("400 of another parameter", badParameter("messages"), REJECTED, NONE),
        row("400 of a grammar", error(400, "", "Failed to parse grammar"), REJECTED, STEPS),
        row("400 of outputs", error(400, "", "No structured outputs here"), REJECTED, STEPS),
        row("400 flat", json(400, "{\"object\":\"error\",\"code\":400}"), REJECTED, NONE),
        row(
            "400 flat of the format",
            json(400, "{\"object\":\"error\",\"message\":\"guided_json failed\",\"code\":400}"),
            REJECTED,
            STEPS),
        row("400 as text", json(400, "{\"error\":\"json_schema\"}"), REJECTED, STEPS),
        row("400 out of tokens", outOfTokens(), INVALID_OUTPUT, AT_ONCE),
        row(
            "400 to be retried",
            error(400, "").withHeader("x-should-retry", "true"),
            REJECTED,
            BACKOFF),
        row(
            "401 to be retried",
            error(401, "").withHeader("x-should-retry", "true"),
            UNAUTHENTICATED,
            NONE),
        row(
            "429 not to be retried",
            error(429, "").withHeader("x-should-retry", "false"),
            RATE_LIMITED,
            NONE),
        row(
            "503 not to be retried",
            error(503, "").withHeader("x-should-retry", "false"),
            UNAVAILABLE,
            NONE),
        row("429", error(429, "rate_limit_exceeded"), RATE_LIMITED, BACKOFF),
        row(
            "429 with a code of another status",
            error(429, "model_not_found"),
            RATE_LIMITED,
            BACKOFF),
        row("498", error(498, "capacity_exceeded"), UNAVAILABLE, BACKOFF),
        row("500", error(500, ""), UNAVAILABLE, BACKOFF),
        row("502 HTML", html(502), UNAVAILABLE, BACKOFF),
        row("503", error(503, ""), UNAVAILABLE, BACKOFF),
        row("503 at once", error(503, "").withHeader("Retry-After", "0"), UNAVAILABLE, BACKOFF),
        row("503 now", error(503, "").withHeader("Retry-After", "00"), UNAVAILABLE, BACKOFF),
        row(
            "503 in a few thousand years",
            error(503, "").withHeader("Retry-After", "99999999999"),
            UNAVAILABLE,
            BACKOFF),
        row("520", html(520), UNAVAILABLE, BACKOFF),
        row("200 HTML", html(200), UNAVAILABLE, BACKOFF),
        row("200 not JSON", json(200, "<html>"), UNAVAILABLE, BACKOFF),
        row("200 empty", json(200, ""), UNAVAILABLE, BACKOFF),
        row("200 other JSON", json(200, "{\"error\":{\"code\":\"x\"}}"), UNAVAILABLE, BACKOFF),
        row("200 no choice", json(200, "{\"choices\":[]}"), UNAVAILABLE, BACKOFF),
        row("200 huge", json(200, completed() + spaces()), UNAVAILABLE, BACKOFF),
        row("429 huge", json(429, spaces()), RATE_LIMITED, BACKOFF),
        row("200 null content", completion(null), INVALID_OUTPUT, AT_ONCE),
        row("200 cut off", completion(FakeGroq.TRIAGE, "length"), INVALID_OUTPUT, AT_ONCE),
        row("200 prose", completion("It is a billing ticket."), INVALID_OUTPUT, AT_ONCE),
        row("200 blank content", completion(" \n"), INVALID_OUTPUT, AT_ONCE),
        row("200 two halves", completion("{\"priority\":{ \"x\"} {"), INVALID_OUTPUT, AT_ONCE),
        row("200 other category", completion(other("category", "none")), INVALID_OUTPUT, AT_ONCE),
        row("200 other label", completion(other("priority", "higher")), INVALID_OUTPUT, AT_ONCE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  @DisplayName("An answer that stays the same leads to its reason after its number of requests")
  void triage_sameAnswerAgainAndAgain_failsAsTold(
      String name, ResponseDefinitionBuilder answer, FailureReason reason, List<Duration> pauses) {
    groq.answers(answer);

    TriageFailedException failure = groq.failure(groq.model());

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(groq.requests()).hasSize(pauses.size() + 1);
    assertThat(groq.time().pauses()).isEqualTo(pauses);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .isEqualTo(Collections.nCopies(pauses.size() + 1, Optional.of(reason)));
    assertThat(failure.attempts())
        .extracting(Attempt::model)
        .containsOnly(GroqTriageModel.DEFAULT_MODEL);
    assertThat(failure.getMessage())
        .startsWith(GroqTriageModel.DEFAULT_MODEL + " ")
        .hasLineCount(1);
  }

  static Stream<Arguments> retryAfters() {
    return Stream.of(
        Arguments.of("2", List.of(2.0, 2.0, 2.0)),
        Arguments.of("1.5", List.of(1.5, 1.5, 1.5)),
        Arguments.of("0.25", List.of(0.25, 0.25, 0.25)),
        Arguments.of("0", List.of(1.0, 2.0, 4.0)),
        Arguments.of("-7", List.of(1.0, 2.0, 4.0)),
        Arguments.of("soon", List.of(1.0, 2.0, 4.0)),
        Arguments.of("Mon, 23 Nov 2026 10:00:09 GMT", List.of(9.0, 9.0, 9.0)),
        Arguments.of("Mon, 23 Nov 2026 09:00:00 GMT", List.of(1.0, 2.0, 4.0)));
  }

  @ParameterizedTest(name = "Retry-After: {0}")
  @MethodSource("retryAfters")
  @DisplayName("The wish of the server takes the place of the backoff")
  void triage_retryAfter_waitsAsLong(String header, List<Double> pauses) {
    groq.answers(error(429, "rate_limit_exceeded").withHeader("Retry-After", header));

    groq.failure(groq.model());

    assertThat(groq.time().pauses())
        .extracting(pause -> pause.toMillis() / 1000.0)
        .isEqualTo(pauses);
  }

  @Test
  @DisplayName("A chat completion is taken whatever it is said to be")
  void triage_otherContentType_isAnswered() {
    groq.answers(json(200, completed()).withHeader("Content-Type", "text/plain"));

    assertThat(groq.model().triage(groq.request()).attempts()).hasSize(1);
  }

  @Test
  @DisplayName("A wait beyond the deadline is not begun, and the failure says how long it would be")
  void triage_retryAfterBeyondDeadline_failsAtOnce() {
    groq.answers(error(429, "rate_limit_exceeded").withHeader("Retry-After", "3600"));

    TriageFailedException failure = groq.failure(groq.model());

    assertThat(failure.reason()).isEqualTo(RATE_LIMITED);
    assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    assertThat(groq.requests()).hasSize(1);
    assertThat(groq.time().pauses()).isEmpty();
  }

  @Test
  @DisplayName("A backoff beyond the deadline is not begun either")
  void triage_backoffBeyondDeadline_failsAtOnce() {
    groq.answers(error(500, ""));

    TriageFailedException failure = failure(groq.model(), groq.request(Duration.ofSeconds(3)));

    assertThat(failure.reason()).isEqualTo(UNAVAILABLE);
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(groq.time().pauses()).isEqualTo(seconds(1));
    assertThat(groq.requests()).hasSize(2);
  }

  @Test
  @DisplayName("When every attempt is used up, the last Retry-After is passed on")
  void triage_usedUp_passesOnRetryAfter() {
    groq.answers(error(503, "").withHeader("Retry-After", "3"));

    assertThat(groq.failure(groq.model()).retryAfter()).contains(Duration.ofSeconds(3));
  }

  @Test
  @DisplayName("After some failures an answer counts, and the failures stay on record")
  void triage_failuresThenAnswer_isAnswered() {
    groq.answers(
        error(429, "rate_limit_exceeded"), html(502), completion("?"), completion(FakeGroq.TRIAGE));

    TriageResult result = groq.model().triage(groq.request());

    assertThat(groq.time().pauses()).isEqualTo(seconds(1, 2, 0));
    assertThat(result.attempts())
        .extracting(Attempt::failure)
        .containsExactly(
            Optional.of(RATE_LIMITED),
            Optional.of(UNAVAILABLE),
            Optional.of(INVALID_OUTPUT),
            Optional.empty());
    assertThat(result.usage().inputTokens()).isEqualTo(600);
    assertThat(result.usage().outputTokens()).isEqualTo(180);
  }

  @Test
  @DisplayName("An invalid answer takes nothing from the backoff of the next trouble")
  void triage_invalidThenUnavailable_beginsWithTheFirstBackoff() {
    groq.answers(completion("?"), error(500, ""), completion("?"));

    TriageFailedException failure = groq.failure(groq.model());

    assertThat(failure.reason()).isEqualTo(INVALID_OUTPUT);
    assertThat(groq.time().pauses()).isEqualTo(seconds(0, 1));
  }

  @Test
  @DisplayName("When a wait took all the time that was left, nothing more is asked")
  void triage_overslept_asksNoMore() {
    groq.answers(error(500, ""));
    groq.time().oversleep(Duration.ofMinutes(1));

    TriageFailedException failure = groq.failure(groq.model());

    assertThat(failure.reason()).isEqualTo(TIMEOUT);
    assertThat(failure.attempts())
        .extracting(Attempt::failure)
        .containsExactly(Optional.of(UNAVAILABLE));
    assertThat(groq.requests()).hasSize(1);
  }

  @Test
  @DisplayName("With no time left nothing is asked")
  void triage_deadlinePassed_asksNothing() {
    var request = groq.request(Duration.ofSeconds(1));
    groq.time().advance(Duration.ofSeconds(1));

    TriageFailedException failure = failure(groq.model(), request);

    assertThat(failure.reason()).isEqualTo(TIMEOUT);
    assertThat(failure.attempts()).isEmpty();
    assertThat(groq.requests()).isEmpty();
  }

  private static Arguments row(
      String name, ResponseDefinitionBuilder answer, FailureReason reason, List<Duration> pauses) {
    return Arguments.of(name, answer, reason, pauses);
  }

  private static List<Duration> seconds(int... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }

  private static String other(String field, String value) {
    return FakeGroq.TRIAGE.replaceFirst(
        "\"" + field + "\":\"\\w+\"", "\"" + field + "\":\"" + value + "\"");
  }

  private static ResponseDefinitionBuilder formatRefused() {
    return error(400, "", "This model does not support response format `json_schema`");
  }

  private static ResponseDefinitionBuilder badSchema(String field) {
    return json(400, "{\"error\":{\"message\":\"invalid\",\"" + field + "\":\"object\"}}");
  }

  /** Its message would tell otherwise. */
  private static ResponseDefinitionBuilder badParameter(String name) {
    String message = name.equals("messages") ? "not with this response_format" : "invalid";
    return json(400, "{\"error\":{\"message\":\"" + message + "\",\"param\":\"" + name + "\"}}");
  }

  private static ResponseDefinitionBuilder outOfTokens() {
    return invalidJson("max completion tokens reached before generating a valid document");
  }

  private static String completed() {
    return "{\"choices\":[{\"message\":{\"content\":"
        + JsonNodeFactory.instance.textNode(FakeGroq.TRIAGE)
        + "}}]}";
  }

  private static String spaces() {
    return " ".repeat(ChatApi.MAX_REPLY_BYTES);
  }
}
