package io.ticketsense.groq;

import io.ticketsense.domain.Taxonomy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the prompt of each taxonomy in use. Safe for all threads. */
final class Prompts {

  /** A host has a few taxonomies; one that makes them up as it goes must not fill the memory. */
  private static final int MAX_REMEMBERED = 64;

  private final Map<Taxonomy, Prompt> prompts = new ConcurrentHashMap<>();

  Prompt of(Taxonomy taxonomy) {
    Prompt known = prompts.get(taxonomy);
    if (known != null) {
      return known;
    }
    if (prompts.size() >= MAX_REMEMBERED) {
      prompts.clear();
    }
    return prompts.computeIfAbsent(taxonomy, Prompt::of);
  }
}
