package io.ticketsense.domain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketsense.contract.Samples;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {

  private static final Instant TIME = Instant.parse("2026-09-01T08:15:00.123456Z");

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static void assertRefused(String token) {
    assertThatIllegalArgumentException()
        .as(token)
        .isThrownBy(() -> Cursor.parse(token))
        .withMessage("Malformed cursor: pass on the one of the page before");
  }

  @Test
  @DisplayName("A token leads back to the position, for every time and id that tickets can have")
  void parse_ownToken_isEqual() {
    List<Cursor> cursors =
        List.of(
            Cursor.after(Samples.ticket(1)),
            new Cursor(TIME, "A.b_c:d-9"),
            new Cursor(Instant.parse("0001-01-01T00:00:00Z"), "x".repeat(128)),
            new Cursor(Instant.parse("9999-12-31T23:59:59.999999Z"), "7"),
            new Cursor(Instant.parse("1969-12-31T23:59:59.5Z"), "z"));

    assertThat(cursors)
        .allSatisfy(
            cursor -> {
              assertThat(cursor.token()).matches("[A-Za-z0-9_-]+");
              assertThat(Cursor.parse(cursor.token())).isEqualTo(cursor);
            });
  }

  @Test
  @DisplayName("Random positions survive too")
  void parse_randomTokens_areEqual() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      Cursor cursor =
          new Cursor(
              Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
              "t" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
      assertThat(Cursor.parse(cursor.token())).isEqualTo(cursor);
    }
  }

  @Test
  @DisplayName("Tokens stay the same from release to release, since clients keep them")
  void token_always_isTheSame() {
    assertThat(new Cursor(TIME, "ticket_001").token())
        .isEqualTo("MjAyNi0wOS0wMVQwODoxNTowMC4xMjM0NTZaIHRpY2tldF8wMDE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2026-09-01T08:15:00Z a",
        "2026-09-01T08:15:00Z",
        "2026-09-01T08:15:00Z ",
        " a",
        "a 2026-09-01T08:15:00Z",
        "2026-09-01T08:15:00Z  a",
        "2026-09-01T08:15:00Z a b",
        "2026-09-01T08:15:00Z a'; DROP TABLE tickets; --",
        "2026-09-01T08:15:00Z \u0000",
        "2026-09-01T08:15:00Z ä",
        "2026-09-01T08:15:00.000Z a",
        "2026-09-01T08:15:00.1234567Z a",
        "2026-09-01T08:15:00+00:00 a",
        "2026-09-01t08:15:00z a",
        "2026-09-01T24:00:00Z a",
        "2026-09-01T08:15:60Z a",
        "+10000-01-01T00:00:00Z a",
        "0000-01-01T00:00:00Z a",
        "-1000000000-01-01T00:00:00Z a",
        "٢٠٢٦-09-01T08:15:00Z a"
      })
  @DisplayName("Text that no ticket gave rise to is refused, encoded or not")
  void parse_notOwn_isRefused(String text) {
    assertRefused(text);
    if (!text.equals("2026-09-01T08:15:00Z a")) {
      assertRefused(encoded(text));
    }
  }

  @Test
  @DisplayName("Variants of a good token are refused: there is one way to write a position")
  void parse_variants_areRefused() {
    String token = new Cursor(TIME, "abc").token();
    String padded = Base64.getUrlEncoder().encodeToString((TIME + " abc").getBytes(UTF_8));

    assertThat(Cursor.parse(token)).isNotNull();
    assertThat(padded).isEqualTo(token + "==");
    for (String variant :
        List.of(
            padded,
            token + "=",
            token + "A",
            token + "\n",
            " " + token,
            token.substring(1),
            token.substring(0, token.length() - 1) + "x",
            token.toLowerCase(Locale.ROOT),
            token + token,
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((TIME + " a\u00e9").getBytes(ISO_8859_1)),
            encoded(TIME + " " + "x".repeat(129)),
            encoded(TIME + " " + "x".repeat(100_000)))) {
      assertRefused(variant);
    }
  }

  @Test
  @DisplayName("No random token gets through")
  void parse_randomText_isRefused() {
    Random random = new Random(6);
    byte[] bytes = new byte[30];
    for (int i = 0; i < 5_000; i++) {
      random.nextBytes(bytes);
      assertRefused(new String(bytes, ISO_8859_1));
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  @Test
  @DisplayName("A position that no ticket can have is refused, and time is kept to microseconds")
  void constructor_noTicket_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(TIME, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(TIME, "a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(Instant.MAX, "a"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(Instant.MIN, "a"));
    assertThat(new Cursor(TIME.plusNanos(789), "a").createdAt()).isEqualTo(TIME);
  }
}
