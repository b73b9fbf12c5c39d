package io.ticketsense.architecture.bad.core;

import org.assertj.core.api.Assertions;

public final class UsesAssertions {
  void use() {
    Assertions.assertThat(true).isTrue();
  }
}
