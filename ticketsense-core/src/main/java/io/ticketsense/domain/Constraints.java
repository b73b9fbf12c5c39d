package io.ticketsense.domain;

import io.ticketsense.error.Violation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Checks the components of a record against the annotations on them, before there is a record. */
final class Constraints {

  /** Letters that Postgres cannot store or UTF-8 cannot encode: NUL and unpaired surrogates. */
  static final String STORABLE = "[^\\x00\\p{Cs}]*+";

  static final String STORABLE_MESSAGE = "must not contain NUL or unpaired surrogate characters";

  private static final Validator VALIDATOR =
      Validation.byProvider(HibernateValidator.class)
          .configure()
          .messageInterpolator(
              new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
          .buildValidatorFactory()
          .getValidator();

  private static final ClassValue<QuickChecks> QUICK_CHECKS =
      new ClassValue<>() {
        @Override
        protected QuickChecks computeValue(Class<?> type) {
          return new QuickChecks(type);
        }
      };

  private Constraints() {}

  /**
   * Checks what is about to become a record. Goes by the fields: javac 17 does not copy annotations
   * on type arguments, such as those of tags, to the parameters of a compact constructor.
   *
   * @param type the record
   * @param values its components, in order
   * @return what is broken, sorted by field; empty when all is well
   */
  static List<Violation> check(Class<? extends Record> type, @Nullable Object... values) {
    QuickChecks quickChecks = QUICK_CHECKS.get(type);
    return violations(type, i -> !quickChecks.vouchFor(i, values[i]), values);
  }

  /** What {@link #check} returns, by Hibernate Validator alone. */
  static List<Violation> violations(Class<? extends Record> type, @Nullable Object... values) {
    return violations(type, i -> true, values);
  }

  private static List<Violation> violations(
      Class<? extends Record> type, IntPredicate isDoubtful, @Nullable Object[] values) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (isDoubtful.test(i)) {
        VALIDATOR
            .validateValue(type, type.getRecordComponents()[i].getName(), values[i])
            .forEach(
                v -> violations.add(new Violation(field(v.getPropertyPath()), v.getMessage())));
      }
    }
    violations.sort(Comparator.comparing(Violation::field).thenComparing(Violation::message));
    return violations;
  }

  private static String field(Path path) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PROPERTY) {
        field.append(jsonName(node.getName()));
      } else if (node.getIndex() != null) {
        field.append('[').append(node.getIndex()).append(']');
      }
    }
    return field.toString();
  }

  /** {@code fromEmail} is {@code from_email} in every stored and served format. */
  private static String jsonName(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
