package io.ticketsense.domain;

import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.validator.constraints.CodePointLength;

/**
 * The labels of one ticket and where they come from, as a cache keeps them.
 *
 * @param output the labels
 * @param model name of the model that gave them, 1 to 200 Unicode code points, not blank; empty
 *     when it is not known
 * @param degraded whether they are makeshift, since a last resort gave them, and worth a new triage
 */
public record Triage(
    TriageOutput output,
    Optional<
            @NotBlank(message = "must not be blank")
            @CodePointLength(min = 1, max = 200, message = "must be 1 to 200 characters long")
            @Pattern(regexp = Constraints.STORABLE, message = Constraints.STORABLE_MESSAGE) String>
        model,
    boolean degraded) {

  /**
   * Creates a triage.
   *
   * @throws InvalidOutputException if the name of the model breaks its constraints; ask {@link
   *     #isValidModel} first about one that is not yours
   */
  public Triage {
    Objects.requireNonNull(output, "output");
    if (model.isPresent()) {
      List<Violation> violations = violations(model);
      if (!violations.isEmpty()) {
        throw new InvalidOutputException(violations);
      }
    }
  }

  /**
   * Returns labels of which nothing else is known.
   *
   * @param output the labels
   * @return a triage without model that is not degraded
   */
  public static Triage of(TriageOutput output) {
    return new Triage(output, Optional.empty(), false);
  }

  /**
   * Tells whether a triage can name a model so.
   *
   * @param name possibly blank, too long, or of letters that cannot be stored
   * @return true if {@link #model} may be this
   */
  public static boolean isValidModel(String name) {
    return violations(Optional.of(name)).isEmpty();
  }

  private static List<Violation> violations(Optional<String> model) {
    return Constraints.check(Triage.class, null, model, false);
  }
}
