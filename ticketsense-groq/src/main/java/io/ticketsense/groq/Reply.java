package io.ticketsense.groq;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.TokenUsage;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * What a server answered, read whole.
 *
 * @param status the HTTP status
 * @param headers as received
 * @param body the JSON of the body; a missing node when it is not JSON, or too long
 */
record Reply(int status, Headers headers, JsonNode body) {

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns what is said of an error: most servers put it under a name of its own. */
  JsonNode error() {
    JsonNode error = body.path("error");
    return error.isObject() ? error : body;
  }

  /** Returns what kind of error it is, empty when not said or not a plain name. */
  Optional<String> errorCode() {
    return text(error().path("code")).filter(Reply::isName);
  }

  /** Returns what people are meant to read of an error, which may quote anything. */
  Optional<String> errorMessage() {
    return text(error().path("message")).or(() -> text(body.path("error")));
  }

  /** Returns the request id, empty when not said or not a plain name. */
  Optional<String> requestId() {
    return Optional.ofNullable(headers.get("x-request-id"))
        .or(() -> text(body.path("x_groq").path("id")))
        .filter(Reply::isName);
  }

  /** Returns which model answered, empty when not said or not a plain name. */
  Optional<String> model() {
    return text(body.path("model")).filter(Reply::isName);
  }

  TokenUsage usage() {
    JsonNode usage = body.path("usage");
    return new TokenUsage(
        count(usage.path("prompt_tokens")), count(usage.path("completion_tokens")));
  }

  /** Returns how many of the prompt's tokens the server had cached: they count for no limit. */
  long cachedTokens() {
    return count(body.path("usage").path("prompt_tokens_details").path("cached_tokens"));
  }

  /** Returns the number in a header, empty when there is none. */
  Optional<Long> count(String header) {
    return Optional.ofNullable(headers.get(header))
        .filter(value -> COUNT.matcher(value).matches())
        .map(Long::valueOf);
  }

  static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static long count(JsonNode node) {
    return node.canConvertToInt() ? Math.max(0, node.intValue()) : 0;
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
