package io.ticketsense.domain;

import java.util.Objects;

/**
 * What a ticket is about. An open value: which categories exist is decided by the {@link Taxonomy},
 * at run time.
 *
 * @param label the name used in JSON, in Redis and toward models: 1 to 64 characters, none of them
 *     a control character, with no space at either end
 */
public record Category(String label) {

  /** Payments, invoices, plan changes, refunds. */
  public static final Category BILLING = of("billing");

  /** Errors, bugs, login, API, integrations. */
  public static final Category TECHNICAL = of("technical");

  /** New functionality or improvements. */
  public static final Category FEATURE_REQUEST = of("feature_request");

  /** Frustration, dissatisfaction, churn risk. */
  public static final Category COMPLAINT = of("complaint");

  /** Questions, onboarding, how-to, anything else. */
  public static final Category GENERAL = of("general");

  private static final int MAX_LENGTH = 64;

  /**
   * Creates a category.
   *
   * @throws IllegalArgumentException if the label breaks its bounds
   */
  public Category {
    Objects.requireNonNull(label, "label");
    if (label.isEmpty()
        || label.codePointCount(0, label.length()) > MAX_LENGTH
        || !label.equals(label.strip())
        || label.codePoints().anyMatch(Category::isControlOrSurrogate)) {
      throw new IllegalArgumentException(
          "A category label must be 1 to "
              + MAX_LENGTH
              + " characters long, with no control characters and no space at either end");
    }
  }

  /**
   * Returns the category with a label.
   *
   * @param label as in {@link #label()}
   * @return a category, which may or may not be part of a taxonomy
   * @throws IllegalArgumentException if the label breaks its bounds
   */
  public static Category of(String label) {
    return new Category(label);
  }

  private static boolean isControlOrSurrogate(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
