package io.ticketsense.domain;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time that ISO 8601 writes with a four-digit year, and that Postgres can therefore hold. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FourDigitYear.Validator.class)
@interface FourDigitYear {

  String message() default "must lie between the years 0001 and 9999";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Instantiated by Hibernate Validator, hence public. */
  final class Validator implements ConstraintValidator<FourDigitYear, Instant> {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    @Override
    public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
      return time == null || holds(time);
    }

    static boolean holds(Instant time) {
      return !time.isBefore(FIRST) && time.isBefore(END);
    }
  }
}
