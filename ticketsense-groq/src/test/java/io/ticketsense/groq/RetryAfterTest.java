package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import okhttp3.Headers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a server asks to be left alone. */
class RetryAfterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "007, PT7S",
    "1.5, PT1.5S",
    "0.000000001, PT0.000000001S",
    "0.0000000019, PT0.000000001S",
    "31536000, P365D",
    "31536001, P365D",
    "999999999999999999, P365D",
    "'Mon, 23 Nov 2026 10:00:30 GMT', PT30S",
    "'Monday, 23-Nov-26 10:00:30 GMT', PT30S",
    "'Mon Nov 23 10:00:30 2026', PT30S",
    "'Fri, 31 Dec 9999 23:59:59 GMT', P365D"
  })
  @DisplayName("Seconds, their fractions and every kind of HTTP date are understood")
  void of_meaningful_isPresent(String value, Duration expected) {
    assertThat(of(value)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0.0",
        "-1",
        "+1",
        "1e3",
        "NaN",
        "Infinity",
        "0x1",
        "1,5",
        ".5",
        "5.",
        "1 s",
        "2m59s",
        "soon",
        "\u0661",
        "Mon, 23 Nov 2026 10:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "9999999999999999999999"
      })
  @DisplayName("What makes no sense, or has come already, counts as not said")
  void of_meaningless_isEmpty(String value) {
    assertThat(of(value)).isEmpty();
  }

  @Test
  @DisplayName("Without the header nothing is said")
  void of_noHeader_isEmpty() {
    assertThat(RetryAfter.of(reply(200, Headers.of(), ""), CLOCK)).isEmpty();
  }

  @RepeatedTest(20)
  @DisplayName("Any time within a year comes out as it went in, and noise never throws")
  void of_random_isRightOrEmpty(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 100; i++) {
      long millis = 1L + random.nextInt(Integer.MAX_VALUE);
      assertThat(of(millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1)))
          .contains(Duration.ofMillis(millis));

      Duration ahead = Duration.ofSeconds(1 + random.nextInt(31_536_000));
      assertThat(
              of(
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      CLOCK.instant().plus(ahead).atOffset(ZoneOffset.UTC))))
          .contains(ahead);

      String noise =
          random
              .ints(random.nextInt(30), ' ', 0x7f)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(of(noise).filter(wait -> wait.isNegative() || wait.isZero())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7.66s, PT7.66S",
    "1.984999999s, PT1.984999999S",
    "1m0.363142857s, PT1M0.363142857S",
    "9m38.016s, PT9M38.016S",
    "2h0m1s, PT2H1S",
    "172ms, PT0.172S",
    "1s250ms, PT1.25S",
    "3h, PT3H",
    "99999999h, P365D"
  })
  @DisplayName("Groq's durations are understood, in the message and in the header")
  void of_groqDuration_isPresent(String value, Duration expected) {
    String message = "Rate limit reached. Please try again in " + value + ". Need more tokens?";

    assertThat(RetryAfter.of(reply(429, Headers.of(), message), CLOCK)).contains(expected);
    assertThat(
            RetryAfter.tokensReset(
                reply(429, Headers.of("x-ratelimit-reset-tokens", value), message)))
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "-1s", "5", "1d", "s", "m", "1m2h", "soon", "1 s"})
  @DisplayName("What is no duration counts as not said")
  void of_noDuration_isEmpty(String value) {
    String message = "Please try again in " + value;

    assertThat(RetryAfter.of(reply(429, Headers.of(), message), CLOCK)).isEmpty();
    assertThat(
            RetryAfter.tokensReset(reply(429, Headers.of("x-ratelimit-reset-tokens", value), "")))
        .isEmpty();
  }

  @Test
  @DisplayName("Milliseconds go before seconds, both before the message")
  void of_several_isTheFirst() {
    Headers all = Headers.of("retry-after-ms", "250", "retry-after", "2");
    Headers some = Headers.of("retry-after-ms", "soon", "retry-after", "2");
    String message = "Please try again in 3s";

    assertThat(RetryAfter.of(reply(429, all, message), CLOCK)).contains(Duration.ofMillis(250));
    assertThat(RetryAfter.of(reply(429, some, message), CLOCK)).contains(Duration.ofSeconds(2));
  }

  @Test
  @DisplayName("Words and token resets count after a rate limit only")
  void of_otherStatus_isEmpty() {
    Reply reply =
        reply(500, Headers.of("x-ratelimit-reset-tokens", "7s"), "Please try again in 7s");

    assertThat(RetryAfter.of(reply, CLOCK)).isEmpty();
    assertThat(RetryAfter.tokensReset(reply)).isEmpty();
  }

  private static Optional<Duration> of(String value) {
    Headers headers = new Headers.Builder().addUnsafeNonAscii("Retry-After", value).build();
    return RetryAfter.of(reply(503, headers, ""), CLOCK);
  }

  private static Reply reply(int status, Headers headers, String message) {
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .set("error", JsonNodeFactory.instance.objectNode().put("message", message));
    return new Reply(status, headers, body);
  }
}
