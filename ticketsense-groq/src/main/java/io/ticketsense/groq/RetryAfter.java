package io.ticketsense.groq;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** Reads how long a server asks to be left alone. */
final class RetryAfter {

  private static final String HEADER = "Retry-After";
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");

  private RetryAfter() {}

  /**
   * Reads the header.
   *
   * @return positive, at most a year; empty when the header is missing, makes no sense, or names a
   *     time that has come
   */
  static Optional<Duration> of(Headers headers, Clock clock) {
    String value = headers.get(HEADER);
    if (value == null) {
      return Optional.empty();
    }
    return (SECONDS.matcher(value).matches()
            ? Optional.of(seconds(value))
            : Optional.ofNullable(headers.getInstant(HEADER))
                .map(time -> Duration.between(clock.instant(), time)))
        .filter(wait -> !wait.isNegative() && !wait.isZero())
        .map(wait -> wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
  }

  private static Duration seconds(String value) {
    BigDecimal seconds = new BigDecimal(value).min(BigDecimal.valueOf(LONGEST.toSeconds()));
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }
}
