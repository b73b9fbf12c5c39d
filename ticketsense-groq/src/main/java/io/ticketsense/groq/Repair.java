package io.ticketsense.groq;

/**
 * Tells a model what was wrong with its answer.
 *
 * @param answer what the model wrote, cut short
 * @param complaint what is wrong with it, without quoting it
 */
record Repair(String answer, String complaint) {

  /** Far more than a valid answer has: what is cut off was no part of one. */
  private static final int MAX_ANSWER_LENGTH = 4_000;

  Repair {
    if (answer.length() > MAX_ANSWER_LENGTH) {
      int end = MAX_ANSWER_LENGTH;
      answer =
          answer.substring(0, Character.isHighSurrogate(answer.charAt(end - 1)) ? end - 1 : end);
    }
  }

  String message() {
    return "Your answer cannot be used: "
        + complaint
        + ". Answer again, with the corrected JSON object and nothing else.";
  }
}
