package io.ticketsense.examples.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers embeddings, which take nearly all of the time that training takes. Safe for all
 * threads.
 */
final class Embeddings {

  private final Map<Message, Embedding> known = new ConcurrentHashMap<>();

  /** Returns the evidence of texts, in order; works on all processors. */
  List<Evidence> evidence(List<Message> messages) {
    return messages.parallelStream()
        .map(message -> new Evidence(Features.of(message), embedding(message)))
        .toList();
  }

  private Embedding embedding(Message message) {
    return known.computeIfAbsent(message, missing -> Encoders.shared().encode(missing));
  }
}
