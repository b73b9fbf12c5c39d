package io.ticketsense.groq;

import io.ticketsense.error.FailureReason;
import java.util.Set;

/** Tells why a request failed, from status and error code alone. */
final class StatusRules {

  /** The model wrote something that is not the JSON asked for. */
  private static final Set<String> MODEL_OUTPUT_CODES =
      Set.of("json_validate_failed", "tool_use_failed");

  private StatusRules() {}

  /**
   * Classifies an answer.
   *
   * @param status any but a success
   * @param code of the error, empty when there is none
   * @return what it means
   */
  static FailureReason reason(int status, String code) {
    return switch (status) {
      case 400 -> badRequest(code);
      case 401 -> FailureReason.UNAUTHENTICATED;
      case 403 -> FailureReason.FORBIDDEN;
      case 404 -> FailureReason.MODEL_NOT_FOUND;
      case 408 -> FailureReason.TIMEOUT;
      case 429 -> FailureReason.RATE_LIMITED;
      case 498 -> FailureReason.UNAVAILABLE; // Groq: flex capacity exceeded.
      default -> status >= 500 ? FailureReason.UNAVAILABLE : FailureReason.REJECTED;
    };
  }

  private static FailureReason badRequest(String code) {
    if (MODEL_OUTPUT_CODES.contains(code)) {
      return FailureReason.INVALID_OUTPUT;
    }
    return code.equals("model_decommissioned")
        ? FailureReason.MODEL_NOT_FOUND
        : FailureReason.REJECTED;
  }
}
