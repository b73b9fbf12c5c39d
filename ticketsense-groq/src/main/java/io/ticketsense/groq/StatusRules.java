package io.ticketsense.groq;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.error.FailureReason;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what an error means and what may help. The meaning comes from status and code alone. Words
 * of a message only choose between ways of asking again, where servers give nothing else to go by.
 */
final class StatusRules {

  /**
   * What an error means.
   *
   * @param reason why there is no triage
   * @param remedy what may help
   */
  record Verdict(FailureReason reason, Remedy remedy) {}

  /** The model wrote something that is not the JSON asked for. */
  private static final Set<String> MODEL_OUTPUT_CODES =
      Set.of("json_validate_failed", "tool_use_failed");

  /** Groq says so when hidden reasoning used up the limit of answer tokens. */
  private static final String OUT_OF_TOKENS = "max completion tokens reached";

  /** How servers name what they do not support, when they name no field. */
  private static final Pattern ABOUT_FORMAT =
      Pattern.compile(
          "response[_ ]?format|json[_ ]?(schema|object|mode)|structured[_ ]output|guided|grammar");

  private static final Pattern REQUESTED =
      Pattern.compile("limit (\\d{1,9}).{0,20}requested (\\d{1,9})");

  private static final String SHOULD_RETRY = "x-should-retry";

  private StatusRules() {}

  /** Judges an answer that is no success. */
  static Verdict judge(Reply reply) {
    Verdict verdict = byStatus(reply);
    String advice = reply.headers().get(SHOULD_RETRY);
    if ("false".equals(advice) && verdict.remedy() == Remedy.RETRY) {
      return new Verdict(verdict.reason(), Remedy.NEXT_MODEL);
    }
    if ("true".equals(advice) && verdict.remedy() == Remedy.NEXT_MODEL) {
      return new Verdict(verdict.reason(), Remedy.RETRY);
    }
    return verdict;
  }

  private static Verdict byStatus(Reply reply) {
    return switch (reply.status()) {
      case 400 -> badRequest(reply);
      case 401 -> new Verdict(FailureReason.UNAUTHENTICATED, Remedy.FAIL);
      case 403 -> new Verdict(FailureReason.FORBIDDEN, Remedy.NEXT_MODEL);
      case 404 -> new Verdict(FailureReason.MODEL_NOT_FOUND, Remedy.NEXT_MODEL);
      case 408 -> new Verdict(FailureReason.TIMEOUT, Remedy.RETRY);
      case 409 -> new Verdict(FailureReason.UNAVAILABLE, Remedy.RETRY);
      case 413 ->
          new Verdict(
              FailureReason.REJECTED,
              reply.errorCode().equals(Optional.of("rate_limit_exceeded"))
                  ? Remedy.SHRINK_CAP
                  : Remedy.NEXT_MODEL);
      case 422 ->
          new Verdict(
              FailureReason.REJECTED, isAboutFormat(reply) ? Remedy.STEP_DOWN : Remedy.REPAIR);
      case 429 -> new Verdict(FailureReason.RATE_LIMITED, Remedy.RETRY);
      case 498 -> new Verdict(FailureReason.UNAVAILABLE, Remedy.RETRY); // Groq: flex is full.
      default ->
          reply.status() >= 500
              ? new Verdict(FailureReason.UNAVAILABLE, Remedy.RETRY)
              : new Verdict(FailureReason.REJECTED, Remedy.NEXT_MODEL);
    };
  }

  private static Verdict badRequest(Reply reply) {
    String code = reply.errorCode().orElse("");
    if (MODEL_OUTPUT_CODES.contains(code)) {
      boolean outOfTokens =
          says(reply.error().path("failed_generation"), OUT_OF_TOKENS)
              || says(reply.error().path("message"), OUT_OF_TOKENS);
      return new Verdict(
          FailureReason.INVALID_OUTPUT, outOfTokens ? Remedy.RAISE_CAP : Remedy.REPAIR);
    }
    if (code.equals("model_decommissioned")) {
      return new Verdict(FailureReason.MODEL_NOT_FOUND, Remedy.NEXT_MODEL);
    }
    return new Verdict(
        FailureReason.REJECTED, isAboutFormat(reply) ? Remedy.STEP_DOWN : Remedy.NEXT_MODEL);
  }

  /** Tells whether a server refuses the way in which the answer was asked for. */
  private static boolean isAboutFormat(Reply reply) {
    JsonNode error = reply.error();
    if (error.has("schema_code") || error.has("schema_kind") || error.has("schema_path")) {
      return true;
    }
    Optional<String> param = Reply.text(error.path("param")).filter(p -> !p.isEmpty());
    return param
        .or(reply::errorMessage)
        .map(text -> ABOUT_FORMAT.matcher(text.toLowerCase(Locale.ROOT)).find())
        .orElse(false);
  }

  /** Returns by how many tokens a request was too large, empty when that is not said. */
  static OptionalInt excessTokens(Reply reply) {
    Matcher numbers = REQUESTED.matcher(reply.errorMessage().orElse("").toLowerCase(Locale.ROOT));
    if (!numbers.find()) {
      return OptionalInt.empty();
    }
    int excess = Integer.parseInt(numbers.group(2)) - Integer.parseInt(numbers.group(1));
    return excess > 0 ? OptionalInt.of(excess) : OptionalInt.empty();
  }

  private static boolean says(JsonNode node, String words) {
    return node.isTextual() && node.textValue().contains(words);
  }
}
