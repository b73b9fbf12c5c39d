package io.ticketsense.groq;

import io.ticketsense.domain.Taxonomy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the request template of each taxonomy in use. Safe for all threads. */
final class RequestTemplates {

  /** A host has a few taxonomies; one that makes them up as it goes must not fill the memory. */
  private static final int MAX_REMEMBERED = 64;

  private record Key(Taxonomy taxonomy, AnswerFormat format) {}

  private final String model;
  private final Profile profile;
  private final Map<Key, RequestTemplate> templates = new ConcurrentHashMap<>();

  RequestTemplates(String model, Profile profile) {
    this.model = model;
    this.profile = profile;
  }

  RequestTemplate of(Taxonomy taxonomy, AnswerFormat format) {
    Key key = new Key(taxonomy, format);
    RequestTemplate known = templates.get(key);
    if (known != null) {
      return known;
    }
    if (templates.size() >= MAX_REMEMBERED) {
      templates.clear();
    }
    return templates.computeIfAbsent(
        key, k -> RequestTemplate.of(model, profile, k.taxonomy(), k.format()));
  }
}
