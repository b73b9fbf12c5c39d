package io.ticketsense.domain;

import java.util.Optional;

/** How soon a ticket needs a person, from lowest to highest. */
public enum Priority {
  /** Can wait. */
  LOW("low", "question, onboarding, feature request"),
  /** Within the ordinary queue. */
  MEDIUM("medium", "non-urgent issue affecting daily work"),
  /** Today. */
  HIGH("high", "blocked workflow, time-sensitive, formal escalation"),
  /** Now. */
  CRITICAL(
      "critical", "production outage, security incident, or churn threat from a paying customer");

  private final String label;
  private final String description;

  Priority(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /**
   * Returns the name used in JSON, in Redis and toward models.
   *
   * @return lower case, for instance {@code "critical"}
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
   * Finds the priority with a label.
   *
   * @param label compared letter by letter; {@code "High"} is not {@code "high"}
   * @return empty when no priority has this label
   */
  public static Optional<Priority> ofLabel(String label) {
    for (Priority priority : values()) {
      if (priority.label.equals(label)) {
        return Optional.of(priority);
      }
    }
    return Optional.empty();
  }
}
