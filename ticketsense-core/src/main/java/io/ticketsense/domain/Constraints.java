package io.ticketsense.domain;

import io.ticketsense.error.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.executable.ExecutableValidator;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Checks the components of a record against the annotations on them, before there is a record. */
final class Constraints {

  /** Letters that Postgres cannot store or UTF-8 cannot encode: NUL and unpaired surrogates. */
  static final String STORABLE = "[^\\x00\\p{Cs}]*+";

  static final String STORABLE_MESSAGE = "must not contain NUL or unpaired surrogate characters";

  private static final ExecutableValidator VALIDATOR =
      Validation.byProvider(HibernateValidator.class)
          .configure()
          .messageInterpolator(
              new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
          .buildValidatorFactory()
          .getValidator()
          .forExecutables();

  private static final ClassValue<Constructor<?>> CANONICAL_CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
          Class<?>[] types =
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new);
          try {
            return type.getDeclaredConstructor(types);
          } catch (NoSuchMethodException e) {
            throw new AssertionError("A record has a canonical constructor", e);
          }
        }
      };

  private Constraints() {}

  /**
   * Checks what is about to become a record.
   *
   * @param type the record
   * @param components its components, in order
   * @return what is broken, sorted by field; empty when all is well
   */
  static List<Violation> check(Class<? extends Record> type, @Nullable Object... components) {
    Set<? extends ConstraintViolation<?>> broken =
        VALIDATOR.validateConstructorParameters(CANONICAL_CONSTRUCTORS.get(type), components);
    return broken.stream()
        .map(v -> new Violation(field(type, v.getPropertyPath()), v.getMessage()))
        .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
        .toList();
  }

  private static String field(Class<? extends Record> type, Path path) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PARAMETER) {
        int index = node.as(Path.ParameterNode.class).getParameterIndex();
        field.append(jsonName(type.getRecordComponents()[index].getName()));
      } else if (node.getKind() == ElementKind.CONTAINER_ELEMENT && node.getIndex() != null) {
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
