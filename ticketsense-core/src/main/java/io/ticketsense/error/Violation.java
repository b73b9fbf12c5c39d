package io.ticketsense.error;

import java.io.Serializable;

/**
 * One broken constraint of one field.
 *
 * @param field the field by its name in JSON, for instance {@code from_email} or {@code tags[1]};
 *     empty when the value as a whole is wrong
 * @param message what is allowed, to be read after the field's name, for instance {@code "must be 1
 *     to 500 characters long"}; never the offending value
 */
public record Violation(String field, String message) implements Serializable {

  /** Returns the field and the message as one phrase. */
  @Override
  public String toString() {
    return field.isEmpty() ? message : field + " " + message;
  }
}
