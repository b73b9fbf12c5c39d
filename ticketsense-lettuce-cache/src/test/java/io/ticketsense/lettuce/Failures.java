package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How calls may fail. */
final class Failures {

  private Failures() {}

  static void assertFails(ThrowingCallable call, Reason reason, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(words)
        .hasNoCause();
  }
}
