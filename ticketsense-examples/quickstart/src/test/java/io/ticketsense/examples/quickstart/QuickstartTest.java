package io.ticketsense.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class QuickstartTest {

  @Test
  @DisplayName("The quickstart prints the labels of its ticket")
  void main_always_printsLabels() {
    PrintStream original = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Quickstart.main(new String[0]);
    } finally {
      System.setOut(original);
    }

    assertThat(printed.toString(UTF_8).lines())
        .containsExactly("T-1: critical", "About: Checkout is down [quickstart, one-rule]");
  }
}
