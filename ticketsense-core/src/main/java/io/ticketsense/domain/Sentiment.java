package io.ticketsense.domain;

import java.util.Optional;

/** The mood of the sender, from best to worst. */
public enum Sentiment {
  /** Happy. */
  POSITIVE("positive", "grateful, excited, happy"),
  /** Matter-of-fact. */
  NEUTRAL("neutral", "businesslike, calm"),
  /** Unhappy. */
  NEGATIVE("negative", "frustrated, disappointed"),
  /** Furious. */
  ANGRY("angry", "furious, threatening, escalating to executives or legal");

  private final String label;
  private final String description;

  Sentiment(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /**
   * Returns the name used in JSON, in Redis and toward models.
   *
   * @return lower case, for instance {@code "angry"}
   */
  public String label() {
    return label;
  }

  /**
   * Returns what the label means, as told to models.
   *
   * @return one phrase in English
   */
  public String description() {
    return description;
  }

  /**
   * Finds the sentiment with a label.
   *
   * @param label compared letter by letter; {@code "Angry"} is not {@code "angry"}
   * @return empty when no sentiment has this label
   */
  public static Optional<Sentiment> ofLabel(String label) {
    for (Sentiment sentiment : values()) {
      if (sentiment.label.equals(label)) {
        return Optional.of(sentiment);
      }
    }
    return Optional.empty();
  }
}
