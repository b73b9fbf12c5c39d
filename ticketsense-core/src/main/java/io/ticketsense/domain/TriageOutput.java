package io.ticketsense.domain;

import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.hibernate.validator.constraints.CodePointLength;

/**
 * The labels of one ticket. An invalid instance cannot exist; that the category is part of the
 * taxonomy in use is checked by {@link Taxonomy#check}.
 *
 * @param priority how soon it needs a person
 * @param category what it is about
 * @param sentiment the mood of the sender
 * @param summary one sentence, 1 to 500 Unicode code points, not blank
 * @param tags 2 to 5 in kebab-case, each matching {@code [a-z0-9]+(-[a-z0-9]+)*}; unmodifiable
 */
public record TriageOutput(
    @NotNull(message = "is required") Priority priority,
    @NotNull(message = "is required") Category category,
    @NotNull(message = "is required") Sentiment sentiment,
    @NotBlank(message = "must not be blank")
        @CodePointLength(min = 1, max = 500, message = "must be 1 to 500 characters long")
        @Pattern(regexp = Constraints.STORABLE, message = Constraints.STORABLE_MESSAGE)
        String summary,
    @NotNull(message = "is required")
        @Size(min = 2, max = TriageOutput.MAX_TAGS, message = "must be 2 to 5 tags")
        List<
                @NotNull(message = "is required")
                @Pattern(regexp = TriageOutput.TAG, message = "must be in kebab-case: a-z, 0-9, -")
                String>
            tags) {

  private static final int MAX_TAGS = 5;

  // Possessive, since backtracking over a long hostile tag would exhaust the stack.
  private static final String TAG = "[a-z0-9]++(?:-[a-z0-9]++)*+";

  /**
   * Creates an output.
   *
   * @throws InvalidOutputException listing every field that breaks its constraints
   */
  public TriageOutput {
    // One too many is enough to be refused; to list what is wrong with each of a hundred thousand
    // would keep the validator busy for hours.
    tags = tags == null ? null : tags.stream().limit(MAX_TAGS + 1).toList();
    List<Violation> violations =
        Constraints.check(TriageOutput.class, priority, category, sentiment, summary, tags);
    if (!violations.isEmpty()) {
      throw new InvalidOutputException(violations);
    }
  }

  /** Returns the labels only: the summary retells the ticket and must not reach a log. */
  @Override
  public String toString() {
    return "TriageOutput[priority="
        + priority.label()
        + ", category="
        + category.label()
        + ", sentiment="
        + sentiment.label()
        + "]";
  }
}
