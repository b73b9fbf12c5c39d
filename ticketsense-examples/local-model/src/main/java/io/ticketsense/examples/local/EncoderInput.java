package io.ticketsense.examples.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What the encoder reads of a ticket: the pieces of its words, the subject first. */
final class EncoderInput {

  /** More of a ticket adds time and no insight. */
  private static final int MAX_PARTS = 3;

  private static final int MAX_LENGTH = 4_000;
  private static final String VOCABULARY = "/bge-small-en-v1.5-q-tokenizer.json";

  private final WordPieces pieces;

  /**
   * Reads the vocabulary.
   *
   * @throws LocalModelException if it is missing
   */
  EncoderInput() {
    try (InputStream stream = Resources.open(VOCABULARY)) {
      pieces = new WordPieces(stream);
    } catch (IOException e) {
      throw new LocalModelException("The vocabulary of the encoder cannot be read");
    }
  }

  /** Returns the numbers of the pieces of each part; at least one part of at least two pieces. */
  List<long[]> of(Message message) {
    StringBuilder text = new StringBuilder(message.subject());
    String separator = message.subject().isEmpty() ? "" : ". ";
    for (String sentence : message.sentences()) {
      text.append(separator).append(sentence);
      separator = " ";
      if (text.length() > MAX_LENGTH) {
        break;
      }
    }
    return pieces.split(text.toString(), SentenceEncoder.MAX_PIECES, MAX_PARTS);
  }
}
