package io.ticketsense.examples.local;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the model reads of a ticket: its text and nothing else.
 *
 * @param subject plain text in one line, without marks of replies
 * @param sentences of the body that the sender wrote; empty if it holds no letter
 */
record Message(String subject, List<String> sentences) {

  /** Longer bodies are read up to here; what a ticket is about is said by then. */
  private static final int MAX_LENGTH = 20_000;

  private static final Pattern REPLY =
      Pattern.compile("^(?:(?i:re|fwd?|aw|wg|tr|rv|sv|antw): ?)++");

  static Message of(String subject, String body) {
    return new Message(
        REPLY.matcher(PlainText.of(subject).replaceAll("\\s++", " ").strip()).replaceFirst(""),
        List.copyOf(Sentences.of(OwnLines.of(PlainText.of(start(body))))));
  }

  private static String start(String body) {
    if (body.length() <= MAX_LENGTH) {
      return body;
    }
    boolean splitsPair = Character.isHighSurrogate(body.charAt(MAX_LENGTH - 1));
    return body.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
