package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.KEY;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.invalidJson;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What no log, no exception and no other text may show: the key and the ticket. */
class GroqTriageModelSecretsTest {

  private static final String TICKET_TEXT = "PurpleElephant";

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.ticketsense");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void captureLog() {
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void releaseLog() {
    logger.detachAppender(log);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  static Stream<ResponseDefinitionBuilder> answersThatQuote() {
    String quote = TICKET_TEXT + " " + KEY + " org_01abcSECRET";
    return Stream.of(
        completion(quote),
        completion("{\"priority\":\"" + TICKET_TEXT + "\"}"),
        invalidJson(quote),
        error(400, "tool_use_failed", quote),
        error(400, TICKET_TEXT + " " + KEY, "no"),
        error(400, KEY, "no"),
        error(429, "", "no").withHeader("x-request-id", KEY),
        error(429, "", "x".repeat(190) + KEY),
        error(401, "", quote),
        error(422, "", quote),
        error(500, "", quote),
        error(503, "", quote),
        error(404, "", KEY + " org_01abcSECRET"),
        error(404, "", "`Org_01abcSECRET` and org_01abc-SECRET_SECRET"),
        error(500, "org_01abcSECRET").withHeader("x-request-id", "org_01abcSECRET"),
        completion("?").withBody("{\"model\":\"" + KEY + "\",\"choices\":[]}"),
        error(429, "", "organization org_01abcSECRET and " + KEY),
        error(429, "", "no").withHeader("x-request-id", KEY + " " + TICKET_TEXT),
        error(429, "", "no").withHeader("Retry-After", TICKET_TEXT));
  }

  @ParameterizedTest
  @MethodSource("answersThatQuote")
  @DisplayName("An answer that quotes key or ticket is not quoted in turn")
  void triage_answerQuotes_isNotRepeated(ResponseDefinitionBuilder answer) {
    groq.answers(answer);

    TriageFailedException failure =
        FakeGroq.failure(
            groq.model(),
            groq.request(FakeGroq.ticket(TICKET_TEXT, "My " + TICKET_TEXT), Duration.ofMinutes(1)));

    assertFreeOfSecrets(failure);
  }

  @Test
  @DisplayName("A message of another server than Groq is not repeated, since it may quote anything")
  void triage_ownServerQuotes_isNotRepeated() {
    groq.answers(error(400, "", "1 validation error: input_value='" + TICKET_TEXT + "'"));
    GroqTriageModel model =
        groq.open(groq.wired(GroqTriageModel.builder(KEY)).baseUrl(groq.ownUrl()));

    TriageFailedException failure = groq.failure(model);

    assertFreeOfSecrets(failure);
    assertThat(failure).hasMessage("openai/gpt-oss-120b answered 400 (request req_01test)");
  }

  @Test
  @DisplayName("A message of Groq is repeated in one line, without the organisation and cut short")
  void triage_groqRefuses_saysWhy() {
    groq.answers(
        error(
            413,
            "rate_limit_exceeded",
            "Request too large for\nmodel `m` in organization `org_01abc`: " + "x".repeat(300)));

    assertThat(groq.failure(groq.model()))
        .hasMessage(
            "openai/gpt-oss-120b answered 413 rate_limit_exceeded (request req_01test): Request too"
                + " large for model `m` in organization `org_***`: "
                + "x".repeat(141)
                + "...");
  }

  @Test
  @DisplayName("Neither key nor model shows the key as text")
  void toString_always_hidesKey() {
    assertThat(ApiKey.of(KEY)).hasToString("ApiKey[***]");
    assertThat(groq.model())
        .hasToString("GroqTriageModel[openai/gpt-oss-120b at " + groq.groqUrl() + "/openai/v1]");
  }

  @Test
  @DisplayName("A supplier of keys that throws, or supplies none, fails the triage unauthenticated")
  void triage_noUsableKey_isUnauthenticated() {
    Stream.<java.util.function.Supplier<String>>of(
            () -> {
              throw new IllegalStateException("vault refused " + KEY);
            },
            () -> KEY + "\n",
            () -> "",
            () -> null)
        .forEach(
            supplier -> {
              TriageFailedException failure =
                  groq.failure(
                      groq.open(
                          groq.wired(GroqTriageModel.builder(supplier)).baseUrl(groq.groqUrl())));

              assertThat(failure.reason()).isEqualTo(FailureReason.UNAUTHENTICATED);
              assertThat(failure.attempts()).isEmpty();
              assertFreeOfSecrets(failure);
            });
    assertThat(groq.requests()).isEmpty();
  }

  private void assertFreeOfSecrets(TriageFailedException failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace + " " + failure.attempts() + " " + log.list)
        .doesNotContain(TICKET_TEXT, KEY.substring(0, 8), "org_01abc", "SECRET");
  }
}
