package io.ticketsense.domain;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hibernate.validator.constraints.CodePointLength;
import org.hibernate.validator.constraints.CodePointLength.NormalizationStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The annotations on the components of a record, read once and turned into checks that cost next to
 * nothing. They only ever vouch for a value: where one does not hold, or there is no check for an
 * annotation, Hibernate Validator is asked, whose word is final.
 */
final class QuickChecks {

  /** Shorter than any limit on the parts of an address. */
  private static final int LONGEST_PLAIN_ADDRESS = 60;

  private static final java.util.regex.Pattern PLAIN_ADDRESS =
      java.util.regex.Pattern.compile(
          "[A-Za-z0-9]++([._+-][A-Za-z0-9]++)*+@([A-Za-z0-9]++(-[A-Za-z0-9]++)*+\\.)++[A-Za-z]++");

  private final List<Predicate<@Nullable Object>> components = new ArrayList<>();

  QuickChecks(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      components.add(ofField(type, component.getName()));
    }
  }

  /** Tells whether a value of the component is valid for sure. */
  boolean vouchFor(int component, @Nullable Object value) {
    return components.get(component).test(value);
  }

  private static Predicate<@Nullable Object> ofField(Class<?> type, String name) {
    Field field;
    try {
      field = type.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("A record has a field for each component", e);
    }
    Predicate<@Nullable Object> itself = all(field.getAnnotations());
    AnnotatedType declared = field.getAnnotatedType();
    if (isPlain(declared)) {
      return itself;
    }
    if (declared instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      if (arguments.length == 1 && isPlain(arguments[0])) {
        Predicate<@Nullable Object> element = all(arguments[0].getAnnotations());
        return itself.and(
            value ->
                value == null
                    || (value instanceof List<?> list && holds(element, list))
                    || (value instanceof Optional<?> optional
                        && element.test(optional.orElse(null))));
      }
    }
    return QuickChecks::unknown;
  }

  /** Tells whether there is nothing inside that could have annotations of its own. */
  private static boolean isPlain(AnnotatedType type) {
    return type.getType() instanceof Class<?> declared && !declared.isArray();
  }

  private static Predicate<@Nullable Object> all(Annotation[] annotations) {
    Predicate<@Nullable Object> all = value -> true;
    for (Annotation annotation : annotations) {
      Predicate<@Nullable Object> next = of(annotation);
      all = all.and(next);
    }
    return all;
  }

  private static boolean holds(Predicate<@Nullable Object> element, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      if (!element.test(list.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<@Nullable Object> of(Annotation annotation) {
    if (annotation instanceof NotNull) {
      return value -> value != null;
    }
    if (annotation instanceof NotBlank) {
      return value -> value instanceof String text && !text.isBlank();
    }
    if (annotation instanceof Size size) {
      return value -> value == null || isWithin(size.min(), sizeOf(value), size.max());
    }
    if (annotation instanceof CodePointLength length
        && length.normalizationStrategy() == NormalizationStrategy.NONE) {
      return ifText(text -> isWithin(length.min(), codePoints(text), length.max()));
    }
    if (annotation instanceof Pattern pattern && pattern.flags().length == 0) {
      if (pattern.regexp().equals(Constraints.STORABLE)) {
        return ifText(QuickChecks::isStorable);
      }
      java.util.regex.Pattern compiled = java.util.regex.Pattern.compile(pattern.regexp());
      return ifText(text -> compiled.matcher(text).matches());
    }
    if (annotation instanceof Email email && email.flags().length == 0) {
      java.util.regex.Pattern compiled = java.util.regex.Pattern.compile(email.regexp());
      return ifText(text -> isPlainAddress(text) && compiled.matcher(text).matches());
    }
    if (annotation instanceof FourDigitYear) {
      return value ->
          value == null || (value instanceof Instant time && FourDigitYear.Validator.holds(time));
    }
    return QuickChecks::unknown;
  }

  private static boolean unknown(@Nullable Object value) {
    return false;
  }

  private static Predicate<@Nullable Object> ifText(Predicate<String> check) {
    return value -> value == null || (value instanceof String text && check.test(text));
  }

  /** Knows the addresses that most people have; there are many more. */
  private static boolean isPlainAddress(String text) {
    return text.length() <= LONGEST_PLAIN_ADDRESS && PLAIN_ADDRESS.matcher(text).matches();
  }

  /** What {@link Constraints#STORABLE} says, without the price of a regular expression. */
  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Returns -1, which is within no bounds, for what has no size that we know. */
  private static int sizeOf(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    return value instanceof Collection<?> collection ? collection.size() : -1;
  }

  private static boolean isWithin(int min, int size, int max) {
    return min <= size && size <= max;
  }
}
