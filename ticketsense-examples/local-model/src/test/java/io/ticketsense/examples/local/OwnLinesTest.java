package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OwnLinesTest {

  private static List<String> own(String... lines) {
    return OwnLines.of(String.join("\n", lines)).stream().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  @DisplayName("A closing phrase ends the message, a postscript takes it up again")
  void of_closing_endsMessage() {
    assertThat(
            own(
                "We need a second calendar.",
                "Mit freundlichen Grüßen",
                "Jörg Adler",
                "PS: no hurry"))
        .containsExactly("We need a second calendar.", "PS: no hurry");
    assertThat(own("It broke.", "Thanks, Bob")).containsExactly("It broke.");
  }

  @Test
  @DisplayName("A mail that begins with thanks is not over yet")
  void of_thanksFirst_isMessage() {
    assertThat(own("Thanks", "that did it")).containsExactly("Thanks", "that did it");
  }

  @Test
  @DisplayName("Names and titles at the end are dropped, shouting is not")
  void of_namesAtEnd_areDropped() {
    assertThat(own("please fix it", "", "Ana Ruiz", "Head of Operations", "Casa Luz, Spain"))
        .containsExactly("please fix it");
    assertThat(own("please", "FIX IT NOW")).containsExactly("please", "FIX IT NOW");
  }

  @Test
  @DisplayName("One line like a header may be a figure of speech, two are a forwarded mail")
  void of_headers_areDroppedTogether() {
    assertThat(own("To: be honest, it fails.")).containsExactly("To: be honest, it fails.");
    assertThat(own("*From:* Ana", "*To:* Support", "it fails here"))
        .containsExactly("it fails here");
  }

  @Test
  @DisplayName("What telephones add is dropped")
  void of_device_isDropped() {
    assertThat(own("it fails", "Sent from my phone")).containsExactly("it fails");
    assertThat(own("es geht nicht", "Von meinem Telefon gesendet"))
        .containsExactly("es geht nicht");
  }

  @Test
  @DisplayName("If nothing seems to be the sender's own, everything is, without quote marks")
  void of_onlyForeign_isEverything() {
    assertThat(own("> > it fails", "> since May")).containsExactly("it fails", "since May");
  }
}
