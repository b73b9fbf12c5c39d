package io.ticketsense.groq;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a server asks to be left alone. Looks where official clients look, in their order,
 * and after a rate limit also where only Groq says it.
 */
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");

  /** As Go prints durations: {@code 1h2m3.5s}, {@code 250ms}. */
  private static final String DURATION =
      "(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?!s))?(?:([0-9]{1,9}(?:\\.[0-9]{1,18})?)s)?"
          + "(?:([0-9]{1,9}(?:\\.[0-9]{1,18})?)ms)?";

  private static final Pattern WHOLE_DURATION = Pattern.compile(DURATION);
  private static final Pattern TRY_AGAIN = Pattern.compile("try again in " + DURATION + "(?!\\w)");

  private RetryAfter() {}

  /**
   * Reads what the server asks of this client.
   *
   * @return positive, at most a year; empty when nothing is said that makes sense, or a time is
   *     named that has come
   */
  static Optional<Duration> of(Reply reply, Clock clock) {
    Headers headers = reply.headers();
    Optional<Duration> wish =
        number(headers.get("retry-after-ms"), 6)
            .or(() -> number(headers.get("retry-after"), 9))
            .or(() -> date(headers, clock));
    return reply.status() == 429
        ? wish.or(() -> reply.errorMessage().flatMap(RetryAfter::tryAgain))
        : wish;
  }

  /**
   * Reads when the tokens of a minute are all there again, for want of anything better.
   *
   * @return positive, at most a year; empty when this is no rate limit, or nothing is said
   */
  static Optional<Duration> tokensReset(Reply reply) {
    String value = reply.headers().get("x-ratelimit-reset-tokens");
    if (reply.status() != 429 || value == null) {
      return Optional.empty();
    }
    Matcher duration = WHOLE_DURATION.matcher(value);
    return duration.matches() ? duration(duration) : Optional.empty();
  }

  private static Optional<Duration> number(@Nullable String value, int digitsToNanos) {
    return value != null && NUMBER.matcher(value).matches()
        ? positive(nanos(value, digitsToNanos))
        : Optional.empty();
  }

  private static Optional<Duration> date(Headers headers, Clock clock) {
    return Optional.ofNullable(headers.getInstant("retry-after"))
        .flatMap(time -> positive(Duration.between(clock.instant(), time)));
  }

  private static Optional<Duration> tryAgain(String message) {
    Matcher words = TRY_AGAIN.matcher(message);
    return words.find() ? duration(words) : Optional.empty();
  }

  private static Optional<Duration> duration(Matcher parts) {
    Duration duration = Duration.ZERO;
    if (parts.group(1) != null) {
      duration = duration.plusHours(Long.parseLong(parts.group(1)));
    }
    if (parts.group(2) != null) {
      duration = duration.plusMinutes(Long.parseLong(parts.group(2)));
    }
    if (parts.group(3) != null) {
      duration = duration.plus(nanos(parts.group(3), 9));
    }
    if (parts.group(4) != null) {
      duration = duration.plus(nanos(parts.group(4), 6));
    }
    return positive(duration);
  }

  private static Duration nanos(String number, int digitsToNanos) {
    BigDecimal nanos = new BigDecimal(number).movePointRight(digitsToNanos);
    return Duration.ofNanos(nanos.min(BigDecimal.valueOf(LONGEST.toNanos())).longValue());
  }

  private static Optional<Duration> positive(Duration wait) {
    return Optional.of(wait)
        .filter(w -> !w.isNegative() && !w.isZero())
        .map(w -> w.compareTo(LONGEST) < 0 ? w : LONGEST);
  }
}
