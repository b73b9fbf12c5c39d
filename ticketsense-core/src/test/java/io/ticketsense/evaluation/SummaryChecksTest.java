package io.ticketsense.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Ticket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SummaryChecksTest {

  private static final String BODY =
      """
      Hi support team,

      the export  hangs since Monday.

      Kind regards,
      Ana Díaz
      Head of Operations, Moonpost Ltd
      """;

  private static boolean passes(SummaryCheck check, String summary, String body) {
    Ticket ticket =
        new Ticket("t", "Subject", body, "Ana Díaz", "ana@moonpost.example", Samples.START);
    return SummaryChecks.of(summary, ticket).passed().contains(check);
  }

  @Test
  @DisplayName("A summary may have 500 characters, and no more")
  void length_bounds_areExact() {
    assertThat(passes(SummaryCheck.LENGTH, "\uD83D\uDE80".repeat(500), BODY)).isTrue();
    assertThat(passes(SummaryCheck.LENGTH, "x".repeat(501), BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The export hangs since Monday.",
        "The export hangs",
        "Dr. Ana Díaz, e.g. of Moonpost Ltd. Spain, asks about invoice No. 7 at 3.5 percent.",
        "Version 2.1 fails vs. Safari 17. and asks why?",
        "Asks \"Why?\" and waits",
        "J. R. Hartley wants a refund!",
      })
  @DisplayName("Abbreviations, initials and numbers do not end a sentence")
  void oneSentence_single_passes(String summary) {
    assertThat(passes(SummaryCheck.ONE_SENTENCE, summary, BODY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The export hangs. They want it fixed.",
        "The export hangs! Again and again.",
        "Why? The export hangs.",
        "He said \"it hangs.\" She agreed.",
        "It hangs (again). They are angry.",
        "It hangs.  \"Fix it\" they say.",
        "The export hangs\nsince Monday",
      })
  @DisplayName("A second sentence, or a second line, is one too many")
  void oneSentence_several_fails(String summary) {
    assertThat(passes(SummaryCheck.ONE_SENTENCE, summary, BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hi support team, the export hangs",
        "hi  SUPPORT team, the export hangs",
        "The export hangs kind regards, Ana",
        "The export hangs Head of Operations, Moonpost Ltd",
      })
  @DisplayName("Greetings, farewells and signatures copied from the ticket are found")
  void noSignature_copied_fails(String summary) {
    assertThat(passes(SummaryCheck.NO_SIGNATURE, summary, BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ana Díaz reports that the export hangs since Monday.",
        "the export hangs since Monday.",
        "The operations head regards the export as broken",
        "This support team, hi, cannot export",
      })
  @DisplayName("Names, and what merely sounds alike, are no signature")
  void noSignature_own_passes(String summary) {
    assertThat(passes(SummaryCheck.NO_SIGNATURE, summary, BODY)).isTrue();
  }

  @Test
  @DisplayName("The whole body over again is no summary, a part of it may be")
  void notTheBody_copy_fails() {
    assertThat(passes(SummaryCheck.NOT_THE_BODY, " it HANGS  again", "It hangs\nagain")).isFalse();
    assertThat(passes(SummaryCheck.NOT_THE_BODY, "It hangs", "It hangs\nagain")).isTrue();
  }

  @Test
  @DisplayName("Long hostile text is checked in no time")
  void of_hostileText_ends() {
    String hostile = "A. ".repeat(16_000) + "\u2026\"".repeat(500);

    assertThat(passes(SummaryCheck.NO_SIGNATURE, "x".repeat(500), "hi " + hostile)).isTrue();
    assertThat(passes(SummaryCheck.ONE_SENTENCE, "a".repeat(50_000) + ".B", hostile)).isTrue();
  }
}
