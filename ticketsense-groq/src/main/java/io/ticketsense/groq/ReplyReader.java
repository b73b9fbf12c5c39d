package io.ticketsense.groq;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.groq.Outcome.Answer;
import io.ticketsense.groq.Outcome.Failure;
import io.ticketsense.json.TriageJson;
import java.util.Optional;

/** Makes a triage, or a failure, of what a server answered. */
final class ReplyReader {

  private final TriageJson json;
  private final boolean groq;
  private final Optional<ApiKey> key;

  /**
   * Creates a reader.
   *
   * @param json knows the categories allowed
   * @param groq whether the server is Groq's own
   * @param key what must not be repeated
   */
  ReplyReader(TriageJson json, boolean groq, Optional<ApiKey> key) {
    this.json = json;
    this.groq = groq;
    this.key = key;
  }

  Outcome read(Reply reply) {
    return reply.isSuccess() ? completion(reply) : error(reply);
  }

  private Outcome completion(Reply reply) {
    JsonNode choice = reply.body().path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return failure(reply, FailureReason.UNAVAILABLE, ", but not with a chat completion");
    }
    if ("length".equals(choice.path("finish_reason").textValue())) {
      return failure(reply, FailureReason.INVALID_OUTPUT, ", but ran out of tokens");
    }
    Optional<String> content = Reply.text(message.path("content"));
    if (content.isEmpty()) {
      return failure(reply, FailureReason.INVALID_OUTPUT, ", but without content");
    }
    try {
      return answer(reply, content.get());
    } catch (InvalidOutputException e) {
      return failure(reply, FailureReason.INVALID_OUTPUT, ", but not a triage: " + e.getMessage());
    }
  }

  private Outcome error(Reply reply) {
    FailureReason reason = StatusRules.reason(reply.status(), reply.errorCode().orElse(""));
    Optional<String> generated = Reply.text(reply.body().path("error").path("failed_generation"));
    if (reason == FailureReason.INVALID_OUTPUT && generated.isPresent()) {
      try {
        return answer(reply, generated.get());
      } catch (InvalidOutputException e) {
        // Then the server is right, and it is a failure.
      }
    }
    Optional<String> message = groq ? ProviderMessage.of(reply, reason, key) : Optional.empty();
    return failure(reply, reason, message.map(m -> ": " + m).orElse(""));
  }

  private Outcome answer(Reply reply, String content) {
    return new Answer(json.readTriage(Wrapping.remove(content)), usage(reply));
  }

  private Failure failure(Reply reply, FailureReason reason, String more) {
    String detail =
        "answered "
            + reply.status()
            + reply.errorCode().map(code -> " " + code).orElse("")
            + reply.requestId().map(id -> " (request " + id + ")").orElse("")
            + more;
    return new Failure(
        reason, key.map(k -> k.redact(detail)).orElse(detail), reply.retryAfter(), usage(reply));
  }

  private static TokenUsage usage(Reply reply) {
    JsonNode usage = reply.body().path("usage");
    return new TokenUsage(
        count(usage.path("prompt_tokens")), count(usage.path("completion_tokens")));
  }

  private static long count(JsonNode node) {
    return node.canConvertToInt() ? Math.max(0, node.intValue()) : 0;
  }
}
