package io.ticketsense.groq;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered, read whole.
 *
 * @param status the HTTP status
 * @param body the JSON of the body; a missing node when it is not JSON, or too long
 * @param requestIdHeader what support needs to find the request, as received
 * @param retryAfter how long the server asks to be left alone
 */
record Reply(
    int status, JsonNode body, Optional<String> requestIdHeader, Optional<Duration> retryAfter) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns what kind of error it is, empty when not said or not a plain name. */
  Optional<String> errorCode() {
    return text(body.path("error").path("code")).filter(Reply::isName);
  }

  /** Returns the request id, empty when not said or not a plain name. */
  Optional<String> requestId() {
    return requestIdHeader.or(() -> text(body.path("x_groq").path("id"))).filter(Reply::isName);
  }

  static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
