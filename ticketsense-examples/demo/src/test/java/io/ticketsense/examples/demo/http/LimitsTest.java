package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the document are those of the server: at each bound, and just beyond. */
final class LimitsTest {

  private static final ApiDocument DOCUMENT = ApiDocument.SHIPPED;
  private static final String NEW_TICKET = "/components/schemas/NewTicket";
  private static final String EMOJI = "\uD83D\uDE00";

  private static MemoryApi api;
  private static ApiClient client;
  private static int lastNumber;

  @BeforeAll
  static void start() {
    api = MemoryApi.start(new StubModel());
    client = api.client();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static ObjectNode ticket() {
    return Tickets.json(++lastNumber);
  }

  private static void assertTaken(ObjectNode ticket) {
    assertThat(DOCUMENT.violations(NEW_TICKET, ticket)).isEmpty();
    assertThat(client.postJson("/tickets", ticket.toString()).status()).isEqualTo(201);
  }

  private static void assertRefused(ObjectNode ticket, String field) {
    assertThat(DOCUMENT.violations(NEW_TICKET, ticket)).isNotEmpty();
    assertOnlyField(client.postJson("/tickets", ticket.toString()), "invalid-ticket", field);
  }

  private static void assertOnlyField(Reply reply, String type, String field) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(422);
    assertThat(reply.problemType()).isEqualTo(type);
    assertThat(reply.json().path("errors")).as("%s", reply).isNotEmpty();
    reply
        .json()
        .path("errors")
        .forEach(error -> assertThat(error.path("field").textValue()).isEqualTo(field));
  }

  /** Paths, and the parameters of their queries. */
  static Stream<Map.Entry<String, JsonNode>> parameters() {
    return Stream.of("/tickets", "/sample")
        .flatMap(
            path -> {
              String place = "/paths/" + ApiDocument.escape(path) + "/get/parameters";
              int count = DOCUMENT.at(place).size();
              return Stream.iterate(0, i -> i < count, i -> i + 1)
                  .map(i -> Map.entry(path, DOCUMENT.at(place + "/" + i)));
            });
  }

  private static Reply query(String path, String name, String value) {
    return client.get(path + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  @DisplayName("A parameter is taken at its bounds and refused by name beyond them")
  void query_atAndBeyondBounds_isTakenAndRefused(Map.Entry<String, JsonNode> parameter) {
    String path = parameter.getKey();
    String name = parameter.getValue().path("name").textValue();
    JsonNode schema = parameter.getValue().path("schema");
    int tried = 0;
    if (schema.has("minimum")) {
      long minimum = schema.get("minimum").longValue();
      assertThat(query(path, name, "" + minimum).status()).isEqualTo(200);
      assertOnlyField(query(path, name, "" + (minimum - 1)), "invalid-query", name);
      tried++;
    }
    if (schema.has("maximum")) {
      long maximum = schema.get("maximum").longValue();
      assertThat(query(path, name, "" + maximum).status()).isEqualTo(200);
      assertOnlyField(query(path, name, "" + (maximum + 1)), "invalid-query", name);
      tried++;
    }
    if (schema.has("enum")) {
      schema
          .get("enum")
          .forEach(
              label -> assertThat(query(path, name, label.textValue()).status()).isEqualTo(200));
      assertOnlyField(query(path, name, "urgent"), "invalid-query", name);
      assertOnlyField(
          query(path, name, schema.get("enum").get(0).textValue().toUpperCase(Locale.ROOT)),
          "invalid-query",
          name);
      tried++;
    }
    for (String odd :
        List.of("", " 1", "1.0", "1e1", "0x1", "\uFF11", "99999999999999999999", "'")) {
      assertOnlyField(query(path, name, odd), "invalid-query", name);
    }
    assertThat(tried > 0 || name.equals("after")).as(name).isTrue();
  }

  @Test
  @DisplayName("Without a parameter its documented default is used")
  void query_left_isDefault() throws Exception {
    try (MemoryApi other = MemoryApi.start(new StubModel())) {
      other.backend().tickets().insertAll(Tickets.numbered(1, 250));
      for (var ticket : Tickets.numbered(1, 250)) {
        other.backend().service().triage(ticket);
      }
      int limit = DOCUMENT.at("/components/parameters/limit/schema/default").intValue();
      int size = DOCUMENT.at("/components/parameters/size/schema/default").intValue();

      assertThat(other.client().get("/tickets").json()).hasSize(limit);
      assertThat(other.client().get("/tickets").json())
          .isEqualTo(other.client().get("/tickets?offset=0").json());
      assertThat(other.client().get("/tickets?limit=200").json()).hasSize(200);
      assertThat(other.client().get("/sample").json()).hasSize(size);
      assertThat(other.client().get("/sample?size=100").json()).hasSize(100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"offset=0&after=x", "offset=0&priority=low", "offset=5&category=billing"})
  @DisplayName("A position does not go together with labels or a link")
  void query_offsetAndOther_isRefused(String query) {
    Reply reply = client.get("/tickets?" + query);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("errors").findValuesAsText("field")).contains("offset");
  }

  @Test
  @DisplayName("Everything that is wrong with a query is told at once")
  void query_severalWrong_areAllTold() {
    Reply reply = client.get("/tickets?limit=0&offset=-1&priority=x&category=&sentiment=sad");

    assertThat(reply.json().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("limit", "offset", "priority", "category", "sentiment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tickets?limit=%zz", "/tickets?priority=low%", "/sample?x=%u00e9"})
  @DisplayName("A broken escape is refused, since to leave it out would list too much")
  void query_brokenEscape_isRefused(String path) throws Exception {
    // The client of the JDK would not send it.
    String reply = RawHttp.send(client.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");

    assertThat(reply).startsWith("HTTP/1.1 400 ").contains("malformed-query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject", "body", "from_name"})
  @DisplayName("A text is taken from one character to its longest, counted in code points")
  void text_atAndBeyondBounds_isTakenAndRefused(String field) {
    JsonNode schema = DOCUMENT.at(NEW_TICKET + "/properties/" + field);
    int longest = schema.path("maxLength").intValue();
    assertThat(schema.path("minLength").intValue()).isEqualTo(1);

    assertTaken(ticket().put(field, "x"));
    assertTaken(ticket().put(field, "x".repeat(longest)));
    assertTaken(ticket().put(field, EMOJI.repeat(longest)));
    assertRefused(ticket().put(field, ""), field);
    assertRefused(ticket().put(field, "x".repeat(longest + 1)), field);
    assertRefused(ticket().put(field, EMOJI.repeat(longest) + "x"), field);
    assertRefused(ticket().put(field, "a\u0000b"), field);
  }

  @Test
  @DisplayName("An id is taken from one character to its longest, of letters that ids may have")
  void id_atAndBeyondBounds_isTakenAndRefused() {
    int longest = DOCUMENT.at(NEW_TICKET + "/properties/id/maxLength").intValue();

    assertTaken(ticket().put("id", "Z"));
    assertTaken(ticket().put("id", "9._:-aZ"));
    assertTaken(ticket().put("id", "i".repeat(longest)));
    for (String wrong :
        List.of(
            "",
            "i".repeat(longest + 1),
            "_a",
            "-a",
            ".a",
            "a b",
            "a/b",
            "a\n",
            "\u00E9",
            "a\u0000")) {
      assertRefused(ticket().put("id", wrong), "id");
    }
  }

  @Test
  @DisplayName("An address is taken up to its longest, and if it looks like one")
  void fromEmail_atAndBeyondBounds_isTakenAndRefused() {
    int longest = DOCUMENT.at(NEW_TICKET + "/properties/from_email/maxLength").intValue();
    String local = "l".repeat(64) + "@";
    String domain = ("d".repeat(50) + ".").repeat(5);
    String address = (local + domain).substring(0, longest - 3) + ".de";
    assertThat(address).hasSize(longest);

    assertTaken(ticket().put("from_email", "a@b.de"));
    assertTaken(ticket().put("from_email", address));
    assertRefused(ticket().put("from_email", local + "d" + address.substring(65)), "from_email");
    for (String wrong :
        List.of(
            "",
            "ann",
            "ann@",
            "@moonpost.example",
            "a@b",
            "a@b.",
            "a b@c.de",
            "a@b@c.de",
            "a\u0000@b.de")) {
      ObjectNode ticket = ticket().put("from_email", wrong);
      assertOnlyField(
          client.postJson("/tickets", ticket.toString()), "invalid-ticket", "from_email");
    }
  }

  @Test
  @DisplayName("A time is taken with an offset, within four-digit years")
  void createdAt_atAndBeyondBounds_isTakenAndRefused() {
    assertTaken(ticket().put("created_at", "0001-01-01T00:00:00Z"));
    assertTaken(ticket().put("created_at", "9999-12-31T23:59:59.999999Z"));
    assertTaken(ticket().put("created_at", "2026-09-01T08:15:00+05:30"));
    for (String wrong :
        List.of(
            "",
            "today",
            "2026-09-01",
            "2026-09-01T08:15:00",
            "2026-13-01T08:15:00Z",
            "10000-01-01T00:00:00Z")) {
      assertRefused(ticket().put("created_at", wrong), "created_at");
    }
  }

  @Test
  @DisplayName("Each field is required, and must be a string")
  void field_missingOrOfOtherType_isRefused() {
    List<String> required =
        DOCUMENT.at(NEW_TICKET + "/required").valueStream().map(JsonNode::textValue).toList();
    assertThat(required).hasSize(6);
    for (String field : required) {
      ObjectNode missing = ticket();
      missing.remove(field);
      assertRefused(missing, field);
      assertRefused(ticket().putNull(field), field);
      assertRefused(ticket().put(field, 1), field);
      ObjectNode nested = ticket();
      nested.putObject(field);
      assertRefused(nested, field);
    }
  }

  @Test
  @DisplayName("Everything that is wrong with a ticket is told at once, and nothing is stored")
  void fields_allWrong_areAllTold() {
    Reply reply = client.postJson("/tickets", "{\"id\":\"nope/\",\"subject\":\"\",\"body\":7}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "id", "subject", "body", "from_name", "from_email", "created_at");
    assertThat(reply.text()).doesNotContain("nope/");
  }

  @Test
  @DisplayName("What is unknown is ignored")
  void field_unknown_isIgnored() {
    ObjectNode ticket = ticket().put("mood", "fine");
    ticket.set("triage", TextNode.valueOf("made up"));

    assertTaken(ticket);
  }
}
