package io.ticketsense.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every failure of the store looks like. */
final class Failures {

  private Failures() {}

  /** Expects a failure that says what was attempted, and neither row text nor passwords. */
  static void assertFails(ThrowingCallable call, Reason reason, String operation, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e.operation()).isEqualTo(operation);
              List.of(words).forEach(word -> assertThat(e).hasMessageContaining(word));
            })
        .hasMessageStartingWith("Could not " + operation + ": ")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
