package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TicketTest {

  private static final Instant TIME = Instant.parse("2026-09-01T08:15:00Z");

  private static List<Violation> violations(
      String id, String subject, String body, String name, String email, Instant time) {
    try {
      Ticket unused = new Ticket(id, subject, body, name, email, time);
      return List.of();
    } catch (InvalidTicketException e) {
      return e.violations();
    }
  }

  @Test
  @DisplayName("Every violated field is listed, in JSON names and without the values")
  void constructor_allWrong_listsEveryField() {
    assertThatThrownBy(() -> new Ticket("-secret", "", "b".repeat(50_001), null, "secret", null))
        .isInstanceOf(InvalidTicketException.class)
        .hasMessage(
            "Invalid ticket: body must be 1 to 50000 characters long; created_at is required;"
                + " from_email must be a valid e-mail address; from_name is required;"
                + " id must be 1 to 128 letters, digits or . _ : - and start with a letter or"
                + " digit; subject must be 1 to 500 characters long");
  }

  @Test
  @DisplayName("Lengths count code points, so that emoji fit as Postgres lets them")
  void constructor_astralCharacters_countOnce() {
    String emoji = "\uD83D\uDE00";

    assertThat(
            violations(
                "t",
                emoji.repeat(500),
                emoji.repeat(50_000),
                emoji.repeat(200),
                "a@b.example",
                TIME))
        .isEmpty();
    assertThat(
            violations(
                "t",
                emoji.repeat(501),
                emoji.repeat(50_001),
                emoji.repeat(201),
                "a@b.example",
                TIME))
        .extracting(Violation::field)
        .containsExactly("body", "from_name", "subject");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\uD800b", "\uDE00\uD83D"})
  @DisplayName("Text that Postgres cannot hold is refused before it gets there")
  void constructor_unstorableText_isRefused(String text) {
    assertThat(violations("t", text, text, text, "a@b.example", TIME))
        .extracting(Violation::toString)
        .containsExactly(
            "body must not contain NUL or unpaired surrogate characters",
            "from_name must not contain NUL or unpaired surrogate characters",
            "subject must not contain NUL or unpaired surrogate characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ticket_001", "a", "7", "A.b_c:d-9"})
  @DisplayName("Ids of letters, digits and a few signs are accepted")
  void constructor_goodId_isAccepted(String id) {
    assertThat(violations(id, "s", "b", "n", "a@b.example", TIME)).isEmpty();
    assertThat(Ticket.isValidId(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "_a", "-a", "a b", "a/b", "ä", "a\n", "a*", "a\u0000"})
  @DisplayName("Other ids are refused")
  void constructor_badId_isRefused(String id) {
    assertThat(violations(id, "s", "b", "n", "a@b.example", TIME))
        .extracting(Violation::field)
        .containsExactly("id");
    assertThat(Ticket.isValidId(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b.example",
        "a@",
        "a@b",
        "a b@c.example",
        "a@b..example",
        "a@@b.example",
        "a\u0000@b.example",
        "a@b.example."
      })
  @DisplayName("What is no e-mail address is refused")
  void constructor_badEmail_isRefused(String email) {
    assertThat(violations("t", "s", "b", "n", email, TIME))
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v.field()).isEqualTo("from_email"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example",
        "first.last+tag@sub.b-c.example",
        "o'neil@b.example",
        "jürgen@müller.example"
      })
  @DisplayName("Ordinary e-mail addresses are accepted")
  void constructor_goodEmail_isAccepted(String email) {
    assertThat(violations("t", "s", "b", "n", email, TIME)).isEmpty();
  }

  @Test
  @DisplayName("Times are kept to the microsecond and within four-digit years")
  void constructor_time_isTruncatedAndBounded() {
    Ticket ticket = new Ticket("t", "s", "b", "n", "a@b.example", TIME.plusNanos(123_456_789));

    assertThat(ticket.createdAt()).isEqualTo(TIME.plusNanos(123_456_000));
    for (Instant time :
        List.of(Instant.MIN, Instant.MAX, Instant.parse("+10000-01-01T00:00:00Z"))) {
      assertThat(violations("t", "s", "b", "n", "a@b.example", time))
          .extracting(Violation::toString)
          .containsExactly("created_at must lie between the years 0001 and 9999");
    }
  }

  @Test
  @DisplayName("The text form keeps everything personal to itself")
  void toString_always_hidesText() {
    assertThat(new Ticket("t", "secret", "secret", "secret", "secret@b.example", TIME))
        .hasToString("Ticket[id=t, createdAt=2026-09-01T08:15:00Z]");
  }
}
