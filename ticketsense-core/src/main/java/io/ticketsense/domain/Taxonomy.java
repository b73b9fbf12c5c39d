package io.ticketsense.domain;

import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The categories in use, each with a description for the model, in the order in which they are
 * listed and counted. Data, not code: load your own at run time.
 *
 * <pre>{@code
 * Taxonomy taxonomy = Taxonomy.standard().toBuilder()
 *     .category("hardware", "broken or missing devices")
 *     .build();
 * }</pre>
 *
 * <p>Priorities and sentiments are closed sets and describe themselves.
 */
public final class Taxonomy {

  private static final Taxonomy STANDARD =
      builder()
          .category(Category.BILLING.label(), "payments, invoices, plan changes, refunds")
          .category(Category.TECHNICAL.label(), "errors, bugs, login, API, integrations")
          .category(Category.FEATURE_REQUEST.label(), "new functionality or improvements")
          .category(Category.COMPLAINT.label(), "frustration, dissatisfaction, churn risk")
          .category(Category.GENERAL.label(), "questions, onboarding, how-to, anything else")
          .build();

  private final Map<Category, String> descriptions;
  private final Map<String, Category> byLabel = new HashMap<>();

  private Taxonomy(Map<Category, String> descriptions) {
    this.descriptions = Collections.unmodifiableMap(new LinkedHashMap<>(descriptions));
    descriptions.keySet().forEach(category -> byLabel.put(category.label(), category));
  }

  /**
   * Returns billing, technical, feature_request, complaint and general.
   *
   * @return always the same instance
   */
  public static Taxonomy standard() {
    return STANDARD;
  }

  /**
   * Starts an empty taxonomy.
   *
   * @return a builder, not safe for use by several threads
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts a taxonomy with all categories of this one.
   *
   * @return a builder, not safe for use by several threads
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.descriptions.putAll(descriptions);
    return builder;
  }

  /**
   * Returns the categories in their order.
   *
   * @return at least one, unmodifiable
   */
  public List<Category> categories() {
    return List.copyOf(descriptions.keySet());
  }

  /**
   * Finds the category with a label.
   *
   * @param label compared letter by letter
   * @return empty when this taxonomy has no such category
   */
  public Optional<Category> category(String label) {
    return Optional.ofNullable(byLabel.get(label));
  }

  /**
   * Tells whether a category is part of this taxonomy.
   *
   * @param category any category
   * @return true for {@link #categories()}
   */
  public boolean contains(Category category) {
    return descriptions.containsKey(category);
  }

  /**
   * Returns what a category means.
   *
   * @param category one of {@link #categories()}
   * @return one phrase
   * @throws IllegalArgumentException if this taxonomy has no such category
   */
  public String description(Category category) {
    String description = descriptions.get(category);
    if (description == null) {
      throw new IllegalArgumentException("No category " + category.label() + " in this taxonomy");
    }
    return description;
  }

  /**
   * Refuses an output whose category is not part of this taxonomy.
   *
   * @param output what a model or a cache returned
   * @throws InvalidOutputException if the category is not one of {@link #categories()}
   */
  public void check(TriageOutput output) {
    if (!contains(output.category())) {
      throw new InvalidOutputException(List.of(categoryViolation()));
    }
  }

  /**
   * Says which categories are allowed.
   *
   * @return the violation to report for a category outside this taxonomy
   */
  public Violation categoryViolation() {
    return new Violation(
        "category",
        descriptions.keySet().stream()
            .map(Category::label)
            .collect(Collectors.joining(", ", "must be one of ", "")));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Taxonomy that
        && List.copyOf(descriptions.entrySet()).equals(List.copyOf(that.descriptions.entrySet()));
  }

  @Override
  public int hashCode() {
    return descriptions.hashCode();
  }

  @Override
  public String toString() {
    return descriptions.keySet().stream()
        .map(Category::label)
        .collect(Collectors.joining(", ", "Taxonomy[", "]"));
  }

  /** Collects categories. Not safe for use by several threads. */
  public static final class Builder {

    private final Map<Category, String> descriptions = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a category after those added before.
     *
     * @param label as in {@link Category#label()}
     * @param description what belongs to it, told to models; not blank
     * @return this builder
     * @throws IllegalArgumentException if the label is malformed or taken, or the description blank
     */
    public Builder category(String label, String description) {
      Category category = Category.of(label);
      if (description.isBlank()) {
        throw new IllegalArgumentException("Category " + label + " needs a description");
      }
      if (descriptions.putIfAbsent(category, description) != null) {
        throw new IllegalArgumentException("Category " + label + " is listed twice");
      }
      return this;
    }

    /**
     * Removes a category.
     *
     * @param label of a category added before
     * @return this builder
     * @throws IllegalArgumentException if no such category was added
     */
    public Builder without(String label) {
      if (descriptions.remove(Category.of(label)) == null) {
        throw new IllegalArgumentException("No category " + label + " to remove");
      }
      return this;
    }

    /**
     * Builds the taxonomy; the builder may be used further.
     *
     * @return a taxonomy with the categories collected so far
     * @throws IllegalStateException if no category was added
     */
    public Taxonomy build() {
      if (descriptions.isEmpty()) {
        throw new IllegalStateException("A taxonomy needs at least one category");
      }
      return new Taxonomy(descriptions);
    }
  }
}
