package io.ticketsense.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.Violation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TicketJsonTest {

  private static final String TIME =
      "must be an ISO 8601 time with an offset, such as 2026-09-01T08:15:00Z";

  private static String ticket(String id, String createdAt) {
    return "{\"id\":\""
        + id
        + "\",\"subject\":\"S\",\"body\":\"B\",\"from_name\":\"N\","
        + "\"from_email\":\"n@moonpost.example\",\"created_at\":\""
        + createdAt
        + "\"}";
  }

  private static String ticket(String id) {
    return ticket(id, "2026-09-01T08:15:00Z");
  }

  private static String array(String... tickets) {
    return "[" + String.join(",", tickets) + "]";
  }

  private static List<String> violationsOf(String json) {
    InvalidTicketException e =
        catchThrowableOfType(InvalidTicketException.class, () -> TicketJson.readList(json));
    assertThat(e).as(json).isNotNull();
    return e.violations().stream().map(Violation::toString).toList();
  }

  @Test
  @DisplayName("Tickets are read in order, with every field and without unknown ones")
  void readList_valid_readsAll() {
    List<Ticket> tickets =
        TicketJson.readList(
            array(
                "{\"id\":\"ticket_001\",\"subject\":\"Hé \\ud83d\\ude00\",\"body\":\"a\\nb\","
                    + "\"from_name\":\"Ana Díaz\",\"from_email\":\"ana@moonpost.example\","
                    + "\"created_at\":\"2026-09-01T08:15:00.123456Z\",\"channel\":{\"x\":1}}",
                ticket("a")));

    assertThat(tickets)
        .containsExactly(
            new Ticket(
                "ticket_001",
                "Hé \uD83D\uDE00",
                "a\nb",
                "Ana Díaz",
                "ana@moonpost.example",
                Instant.parse("2026-09-01T08:15:00.123456Z")),
            new Ticket(
                "a", "S", "B", "N", "n@moonpost.example", Instant.parse("2026-09-01T08:15:00Z")));
    assertThat(tickets).isUnmodifiable();
    assertThat(TicketJson.readList("[]")).isEmpty();
  }

  @Test
  @DisplayName("A single ticket is read as one of a list is, its fields without a position")
  void read_ticket_isReadAsInAList() {
    assertThat(TicketJson.read(ticket("a")))
        .isEqualTo(TicketJson.readList(array(ticket("a"))).get(0));
    assertThatThrownBy(() -> TicketJson.read("{\"id\":\"a\",\"subject\":\"\"}"))
        .isInstanceOfSatisfying(
            InvalidTicketException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::field)
                    .containsExactlyInAnyOrder(
                        "subject", "body", "from_name", "from_email", "created_at"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "{\"id\":\"a\",\"id\":\"b\"}", "{} {}"})
  @DisplayName("What is no JSON object has a single violation, without a field")
  void read_noObject_isRefusedAsAWhole(String json) {
    assertThatThrownBy(() -> TicketJson.read(json))
        .isInstanceOfSatisfying(
            InvalidTicketException.class,
            e -> assertThat(e.violations()).extracting(Violation::field).containsExactly(""));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-01T08:15:00Z, 2026-09-01T08:15:00Z",
    "2026-09-01T08:15Z, 2026-09-01T08:15:00Z",
    "2026-09-01T08:15:00+00:00, 2026-09-01T08:15:00Z",
    "2026-09-01T13:45:00+05:30, 2026-09-01T08:15:00Z",
    "2026-08-31T23:15:00.5-09:00, 2026-09-01T08:15:00.500Z",
    "2026-09-01T08:15:00.123456789Z, 2026-09-01T08:15:00.123456Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z"
  })
  @DisplayName("Times are read with any offset, down to the microsecond")
  void readList_offsets_areRespected(String text, Instant time) {
    assertThat(TicketJson.readList(array(ticket("a", text))))
        .extracting(Ticket::createdAt)
        .containsExactly(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-09-01",
        "2026-09-01T08:15:00",
        "2026-09-01 08:15:00Z",
        "2026-02-30T08:15:00Z",
        "2026-09-01T25:15:00Z",
        "2026-09-01T08:15:00+5",
        "2026-09-01T08:15:00+19:00",
        "1756714500",
        "٢٠٢٦-09-01T08:15:00Z"
      })
  @DisplayName("Times without offset, or of another form, are refused")
  void readList_badTime_isRefused(String text) {
    assertThat(violationsOf(array(ticket("a", text)))).containsExactly("[0].created_at " + TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
        "-999999999-01-01T00:00:00+18:00",
        "+999999999-12-31T23:59:59-18:00"
      })
  @DisplayName("Times beyond four-digit years are refused as such, in UTC")
  void readList_farTime_isRefused(String text) {
    assertThat(violationsOf(array(ticket("a", text))))
        .containsExactly("[0].created_at must lie between the years 0001 and 9999");
  }

  @Test
  @DisplayName("All that is wrong in all tickets is told at once, by position and without quoting")
  void readList_manyErrors_areAllToldWithPositions() {
    String json =
        array(
            ticket("good"),
            "{\"id\":7,\"subject\":null,\"body\":[],\"from_name\":\"\","
                + "\"from_email\":\"secret\",\"created_at\":\"secret\"}",
            "\"secret\"",
            "null",
            "[]",
            "{}",
            ticket("good"));

    assertThat(violationsOf(json))
        .containsExactlyInAnyOrder(
            "[1].id must be a string",
            "[1].subject is required",
            "[1].body must be a string",
            "[1].from_name must be 1 to 200 characters long",
            "[1].from_email must be a valid e-mail address",
            "[1].created_at " + TIME,
            "[2] must be a JSON object",
            "[3] must be a JSON object",
            "[4] must be a JSON object",
            "[5].id is required",
            "[5].subject is required",
            "[5].body is required",
            "[5].from_name is required",
            "[5].from_email is required",
            "[5].created_at is required",
            "[6].id must be unique, and is that of [0] too");
    assertThatThrownBy(() -> TicketJson.readList(json)).hasMessageNotContaining("secret");
  }

  @Test
  @DisplayName("Every repetition of an id is told, of invalid tickets too")
  void readList_repeatedIds_areTold() {
    String invalid = ticket("a").replace("n@moonpost.example", "nobody");

    assertThat(violationsOf(array(invalid, ticket("A"), ticket("a"), invalid)))
        .containsExactlyInAnyOrder(
            "[0].from_email must be a valid e-mail address",
            "[2].id must be unique, and is that of [0] too",
            "[3].id must be unique, and is that of [0] too",
            "[3].from_email must be a valid e-mail address");
  }

  @Test
  @DisplayName("A thousand bad tickets are all listed, and make a short message")
  void readList_floodOfErrors_hasShortMessage() {
    String json = array(Collections.nCopies(1_000, "{}").toArray(String[]::new));

    assertThatThrownBy(() -> TicketJson.readList(json))
        .isInstanceOfSatisfying(
            InvalidTicketException.class,
            e -> {
              assertThat(e.violations()).hasSize(6_000);
              assertThat(e.getMessage()).endsWith("; and 5980 more").hasSizeLessThan(1_000);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "\"secret\"", "5"})
  @DisplayName("What is no array is refused")
  void readList_noArray_isRefused(String json) {
    assertThat(violationsOf(json)).containsExactly("must be a JSON array of tickets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[{\"id\":\"secret\"}",
        "[] secret",
        "[][]",
        "[{},]",
        "[{\"id\":\"secret\",\"id\":\"b\"}]",
        "secret",
        "[{'id':'secret'}]"
      })
  @DisplayName("Malformed JSON, trailing text and repeated keys are told by place, never quoted")
  void readList_malformed_tellsWhere(String json) {
    assertThat(violationsOf(json))
        .singleElement()
        .asString()
        .matches("must be well-formed JSON, and is not at line \\d+, column \\d+");
  }
}
