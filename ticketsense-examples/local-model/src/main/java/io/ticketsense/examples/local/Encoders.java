package io.ticketsense.examples.local;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The two encoders. There is one pair of them for the whole process, loaded when it is first needed
 * and kept, whoever uses it: their weights take memory, and have nothing to close.
 */
final class Encoders {

  /** More of a ticket adds time and no insight. */
  private static final int MAX_PIECES = 192;

  private static final int MAX_LENGTH = 4_000;
  private static final String MINILM = "all-minilm-l6-v2-q";
  private static final String BGE = "bge-small-en-v1.5-q";

  /** As many texts at once as there are processors; more would only take memory. */
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  private final WordPieces pieces;
  private final SentenceEncoder minilm = new SentenceEncoder(MINILM + ".onnx", true);
  private final SentenceEncoder bge = new SentenceEncoder(BGE + ".onnx", false);

  private Encoders() {
    String tokenizer = "/" + MINILM + "-tokenizer.json";
    try (InputStream stream = Encoders.class.getResourceAsStream(tokenizer)) {
      if (stream == null) {
        throw new LocalModelException(tokenizer + " is not on the class path");
      }
      // Both have the same vocabulary.
      pieces = new WordPieces(stream);
    } catch (IOException e) {
      throw new LocalModelException("The vocabulary of the encoders cannot be read");
    }
    NativeCode.deleteUnpacked();
  }

  /** Loads once; a failure stays one, since native code that did not load is not tried again. */
  private static final class Holder {
    private static final Supplier<Encoders> SHARED = load();

    private static Supplier<Encoders> load() {
      try {
        Encoders encoders = new Encoders();
        return () -> encoders;
      } catch (LocalModelException e) {
        String message = e.getMessage();
        return () -> {
          throw new LocalModelException(message);
        };
      }
    }
  }

  /**
   * Returns the only instance.
   *
   * @throws LocalModelException if its files are missing, or this machine cannot run them
   */
  static Encoders shared() {
    return Holder.SHARED.get();
  }

  /**
   * Encodes a text, when it is its turn.
   *
   * @param patience how long to wait for a turn
   * @return nothing if that was not long enough
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<Embedding> encode(Message message, Duration patience) throws InterruptedException {
    if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(encode(message));
    } finally {
      turns.release();
    }
  }

  /** Encodes a text at once. */
  Embedding encode(Message message) {
    long[] split = pieces.split(text(message), MAX_PIECES);
    return new Embedding(minilm.encode(split), bge.encode(split));
  }

  private static String text(Message message) {
    StringBuilder text = new StringBuilder(message.subject());
    String separator = message.subject().isEmpty() ? "" : ". ";
    for (String sentence : message.sentences()) {
      text.append(separator).append(sentence);
      separator = " ";
      if (text.length() > MAX_LENGTH) {
        break;
      }
    }
    return text.toString();
  }
}
