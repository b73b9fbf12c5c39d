package io.ticketsense.groq;

import io.ticketsense.error.FailureReason;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what of a server's error message may be repeated: short ones of Groq, whose wording is
 * known. What the model wrote, or another server, may quote the ticket.
 */
final class ProviderMessage {

  private static final int MAX_LENGTH = 200;
  private static final Set<Integer> QUOTABLE = Set.of(400, 403, 404, 413, 429);
  private static final Pattern ORGANIZATION = Pattern.compile("(?i)org_[\\w-]+");
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\s\\p{C}]+");

  private ProviderMessage() {}

  /**
   * Returns what may be repeated, in one line, without organisation id and key, not even a part.
   */
  static Optional<String> of(Reply reply, FailureReason reason, Optional<ApiKey> key) {
    if (!QUOTABLE.contains(reply.status()) || reason == FailureReason.INVALID_OUTPUT) {
      return Optional.empty();
    }
    return Reply.text(reply.body().path("error").path("message"))
        .map(message -> redacted(message, key))
        .map(message -> NOT_PRINTABLE.matcher(message).replaceAll(" ").strip())
        .map(ProviderMessage::shortened)
        .filter(message -> !message.isEmpty());
  }

  /** Takes key and organisation ids out of a text that was received. */
  static String redacted(String received, Optional<ApiKey> key) {
    String keyless = key.map(k -> k.redact(received)).orElse(received);
    return ORGANIZATION.matcher(keyless).replaceAll("org_***");
  }

  private static String shortened(String message) {
    return message.codePointCount(0, message.length()) <= MAX_LENGTH
        ? message
        : message.substring(0, message.offsetByCodePoints(0, MAX_LENGTH)) + "...";
  }
}
