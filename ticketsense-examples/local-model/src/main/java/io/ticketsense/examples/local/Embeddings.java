package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers embeddings, which take nearly all of the time that training takes. Safe for all
 * threads.
 */
final class Embeddings {

  /** Takes about a second, after which an interrupt is noticed. */
  private static final int PORTION = 64;

  private final Map<Message, Embedding> known = new ConcurrentHashMap<>();

  /**
   * Returns the evidence of texts, in order; works on all processors.
   *
   * @throws CancellationException if the calling thread is interrupted, which it stays
   */
  List<Evidence> evidence(List<Message> messages) {
    List<Evidence> evidence = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += PORTION) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("The thread was interrupted");
      }
      evidence.addAll(
          messages.subList(from, Math.min(from + PORTION, messages.size())).parallelStream()
              .map(message -> new Evidence(Features.of(message), embedding(message)))
              .toList());
    }
    return evidence;
  }

  private Embedding embedding(Message message) {
    return known.computeIfAbsent(message, missing -> Encoder.shared().encode(missing));
  }
}
