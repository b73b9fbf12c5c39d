package io.ticketsense.groq;

import java.util.Optional;

/** How an answer is asked for, from the strictest way to the one that every server knows. */
enum AnswerFormat {
  /** By a schema that the server enforces while the model writes. */
  STRICT_SCHEMA,
  /** By a schema that the server does its best to follow. */
  SCHEMA,
  /** As any JSON object; the prompt holds the schema. */
  JSON_OBJECT,
  /** In the prompt alone. */
  TEXT;

  /** Returns the next one to try where a server refuses this one. */
  Optional<AnswerFormat> next() {
    return switch (this) {
      case STRICT_SCHEMA -> Optional.of(SCHEMA);
      case SCHEMA -> Optional.of(JSON_OBJECT);
      case JSON_OBJECT -> Optional.of(TEXT);
      case TEXT -> Optional.empty();
    };
  }

  boolean isSchema() {
    return this == STRICT_SCHEMA || this == SCHEMA;
  }
}
