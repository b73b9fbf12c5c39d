package io.ticketsense.groq;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.groq.Labels.Adjusted;
import io.ticketsense.groq.Outcome.Answer;
import io.ticketsense.groq.Outcome.Failure;
import io.ticketsense.groq.StatusRules.Verdict;
import io.ticketsense.json.TriageJson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a triage, or a failure, of what a server answered. */
final class ReplyReader {

  private final TriageJson json;
  private final Taxonomy taxonomy;
  private final boolean groq;
  private final Optional<ApiKey> key;
  private final Clock clock;

  /**
   * Creates a reader.
   *
   * @param taxonomy the categories allowed
   * @param groq whether the server is Groq's own
   * @param key what must not be repeated
   * @param clock against which a server's date is held
   */
  ReplyReader(Taxonomy taxonomy, boolean groq, Optional<ApiKey> key, Clock clock) {
    this.json = new TriageJson(taxonomy);
    this.taxonomy = taxonomy;
    this.groq = groq;
    this.key = key;
    this.clock = clock;
  }

  Outcome read(Reply reply) {
    return reply.isSuccess() ? completion(reply) : error(reply);
  }

  private Outcome completion(Reply reply) {
    JsonNode choice = reply.body().path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return failure(
          reply, FailureReason.UNAVAILABLE, Remedy.RETRY, ", but not with a chat completion");
    }
    if ("length".equals(choice.path("finish_reason").textValue())) {
      return failure(
          reply, FailureReason.INVALID_OUTPUT, Remedy.RAISE_CAP, ", but ran out of tokens");
    }
    Optional<String> content = Reply.text(message.path("content")).filter(c -> !c.isBlank());
    if (content.isEmpty()) {
      return failure(reply, FailureReason.INVALID_OUTPUT, Remedy.REPAIR, ", but without content");
    }
    return answer(reply, content.get());
  }

  private Outcome error(Reply reply) {
    Verdict verdict = StatusRules.judge(reply);
    Optional<String> generated = Reply.text(reply.error().path("failed_generation"));
    if (verdict.remedy() == Remedy.REPAIR
        && verdict.reason() == FailureReason.INVALID_OUTPUT
        && generated.isPresent()) {
      return answer(reply, generated.get());
    }
    Optional<String> message =
        groq ? ProviderMessage.of(reply, verdict.reason(), key) : Optional.empty();
    return failure(
        reply,
        verdict.reason(),
        verdict.remedy(),
        message.map(m -> ": " + m).orElseGet(() -> ownWords(reply.status())));
  }

  /** What to look at, where the server's words are not to be repeated. */
  private static String ownWords(int status) {
    return switch (status) {
      case 401 -> ": the key is wrong";
      case 403 -> ": this key or network may not use the model";
      case 404 -> ": no such model, or a wrong base URL";
      default -> "";
    };
  }

  private Outcome answer(Reply reply, String content) {
    try {
      return new Answer(json.readOutput(content), List.of(), reply.usage());
    } catch (InvalidOutputException e) {
      // Not bare, or nearly right at best.
    }
    String complaint = "";
    for (String candidate : AnswerText.candidates(content)) {
      try {
        return new Answer(json.readOutput(candidate), List.of(), reply.usage());
      } catch (InvalidOutputException e) {
        complaint = e.getMessage();
      }
      Optional<Adjusted> adjusted = new Labels(taxonomy).adjust(candidate);
      if (adjusted.isPresent()) {
        try {
          return new Answer(
              json.readOutput(adjusted.get().json()), adjusted.get().adjustments(), reply.usage());
        } catch (InvalidOutputException e) {
          complaint = e.getMessage();
        }
      }
    }
    return failure(
        reply,
        FailureReason.INVALID_OUTPUT,
        Remedy.REPAIR,
        ", but not a triage: " + complaint,
        Optional.of(new Repair(content, complaint)));
  }

  private Failure failure(Reply reply, FailureReason reason, Remedy remedy, String more) {
    return failure(reply, reason, remedy, more, Optional.empty());
  }

  private Failure failure(
      Reply reply, FailureReason reason, Remedy remedy, String more, Optional<Repair> repair) {
    String detail =
        "answered "
            + reply.status()
            + reply.errorCode().map(code -> " " + code).orElse("")
            + reply.requestId().map(id -> " (request " + id + ")").orElse("")
            + more;
    return new Failure(
        reason,
        remedy,
        ProviderMessage.redacted(detail, key),
        retryAfter(reply),
        reply.usage(),
        repair,
        remedy == Remedy.SHRINK_CAP ? StatusRules.excessTokens(reply) : OptionalInt.empty());
  }

  private Optional<Duration> retryAfter(Reply reply) {
    return RetryAfter.of(reply, clock).or(() -> RetryAfter.tokensReset(reply));
  }
}
