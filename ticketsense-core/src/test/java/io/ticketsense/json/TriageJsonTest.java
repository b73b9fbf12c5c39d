package io.ticketsense.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.error.Violation;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TriageJsonTest {

  private static final String PRIORITIES = "priority must be one of low, medium, high, critical";
  private static final String CATEGORIES =
      "category must be one of billing, technical, feature_request, complaint, general";
  private static final String SENTIMENTS =
      "sentiment must be one of positive, neutral, negative, angry";
  private static final String KEBAB = "must be in kebab-case: a-z, 0-9, -";

  private final TriageJson json = new TriageJson(Taxonomy.standard());

  private static TriageOutput output(String summary, String... tags) {
    return new TriageOutput(
        Priority.LOW, Category.FEATURE_REQUEST, Sentiment.POSITIVE, summary, List.of(tags));
  }

  private static Triage triage(String summary, String... tags) {
    return Triage.of(output(summary, tags));
  }

  private List<String> violationsOf(String text) {
    InvalidOutputException e =
        catchThrowableOfType(InvalidOutputException.class, () -> json.readTriage(text));
    assertThat(e).as(text).isNotNull();
    return e.violations().stream().map(Violation::toString).toList();
  }

  /** A valid triage with one field replaced by JSON, or left out. */
  private static String with(String field, String value) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("priority", "\"low\"");
    fields.put("category", "\"billing\"");
    fields.put("sentiment", "\"neutral\"");
    fields.put("summary", "\"s\"");
    fields.put("tags", "[\"a\",\"b\"]");
    fields.put(field, value);
    return fields.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  @DisplayName("A triage is written in exactly these bytes")
  void write_triage_isExact() {
    assertThat(json.write(triage("Zoë asks: \"why?\"\n\\ \uD83D\uDE00 \u2028\u0001", "a-1", "b")))
        .isEqualTo(
            "{\"priority\":\"low\",\"category\":\"feature_request\",\"sentiment\":\"positive\","
                + "\"summary\":\"Zoë asks: \\\"why?\\\"\\n\\\\ \uD83D\uDE00 \u2028\\u0001\","
                + "\"tags\":[\"a-1\",\"b\"]}");
  }

  @Test
  @DisplayName("The model and the mark of a degraded triage follow, each where there is one")
  void write_triageWithOrigin_isExact() {
    String plain = json.write(triage("s", "a", "b"));
    String open = plain.substring(0, plain.length() - 1);
    TriageOutput output = output("s", "a", "b");

    assertThat(plain).endsWith("\"tags\":[\"a\",\"b\"]}");
    assertThat(json.write(new Triage(output, Optional.of("a/\"b\" \uD83D\uDE00"), false)))
        .isEqualTo(open + ",\"model\":\"a/\\\"b\\\" \uD83D\uDE00\"}");
    assertThat(json.write(new Triage(output, Optional.of("m"), true)))
        .isEqualTo(open + ",\"model\":\"m\",\"degraded\":true}");
    assertThat(json.write(new Triage(output, Optional.empty(), true)))
        .isEqualTo(open + ",\"degraded\":true}");
  }

  static Stream<Arguments> origins() {
    String longest = "\uD83D\uDE00".repeat(200);
    return Stream.of(
        Arguments.of("\"m\"", "true", "m", true),
        Arguments.of("\"m\"", "false", "m", false),
        Arguments.of("\"" + longest + "\"", "null", longest, false),
        Arguments.of("\"" + longest + "x\"", "\"true\"", null, false),
        Arguments.of("\"\"", "1", null, false),
        Arguments.of("\" \"", "[true]", null, false),
        Arguments.of("\"a\\u0000\"", "{\"degraded\":true}", null, false),
        Arguments.of("\"\\ud83d\"", "true", null, true),
        Arguments.of("null", "true", null, true),
        Arguments.of("5", "true", null, true),
        Arguments.of("[\"m\",{\"model\":\"m\"}]", "true", null, true),
        Arguments.of("{\"model\":\"m\",\"priority\":\"high\"}", "0.0", null, false));
  }

  @ParameterizedTest
  @MethodSource("origins")
  @DisplayName("A model or mark that is not what we write counts as left out, wherever it stands")
  void readTriage_anyOrigin_isReadOrIgnored(
      String model, String degraded, String readModel, boolean readDegraded) {
    String plain = json.write(triage("s", "a", "b"));
    String fields = "\"model\":" + model + ",\"degraded\":" + degraded;
    Triage expected =
        new Triage(output("s", "a", "b"), Optional.ofNullable(readModel), readDegraded);

    for (String text :
        List.of(
            "{" + fields + "," + plain.substring(1),
            plain.substring(0, plain.length() - 1) + "," + fields + "}")) {
      assertThat(json.readTriage(text)).isEqualTo(expected);
      assertThat(json.readTriage(text.getBytes(UTF_8))).isEqualTo(expected);
      assertThat(json.readOutput(text)).isEqualTo(expected.output());
    }
  }

  @Test
  @DisplayName("Labels alone are read as strictly as a triage")
  void readOutput_invalid_throws() {
    for (String invalid : List.of("", "{}", "{\"model\":\"m\"}", with("priority", "\"x\""))) {
      assertThatThrownBy(() -> json.readOutput(invalid)).isInstanceOf(InvalidOutputException.class);
    }
  }

  @Test
  @DisplayName("An overview is written in exactly these bytes, zeros included, in domain order")
  void write_overview_isExact() {
    assertThat(json.write(Samples.overview(300)))
        .isEqualTo(
            "{\"total_tickets\":300,\"triaged_tickets\":10,"
                + "\"by_priority\":{\"low\":4,\"medium\":3,\"high\":2,\"critical\":1},"
                + "\"by_category\":{\"billing\":2,\"technical\":2,\"feature_request\":2,"
                + "\"complaint\":2,\"general\":2},"
                + "\"by_sentiment\":{\"positive\":0,\"neutral\":5,\"negative\":3,\"angry\":2}}");
  }

  @Test
  @DisplayName("What is outside the taxonomy is not written")
  void write_outsideTaxonomy_throws() {
    TriageJson narrow = new TriageJson(Taxonomy.builder().category("billing", "money").build());

    assertThatThrownBy(() -> narrow.write(triage("s", "a", "b")))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessage("Invalid output: category must be one of billing");
    assertThatThrownBy(() -> narrow.write(Samples.overview(300)))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessage("Invalid output: by_category must list the categories of the taxonomy");
  }

  @Test
  @DisplayName("Order, spaces, unknown fields and escapes do not matter to the reader")
  void readTriage_looseForm_isAccepted() {
    String loose =
        " \n{ \"tags\" : [ \"b\", \"\\u0061-1\" ], \"confidence\": 0.9e400, \"why\": {\"x\":[1]},"
            + " \"summary\":\"Z\\u006f\\u00EB \\ud83d\\ude00\\/\", \"sentiment\":\"positive\","
            + "\t\"category\":\"feature_request\",\"priority\":\"low\", \"\": null }\r\n";

    assertThat(json.readTriage(loose)).isEqualTo(triage("Zoë \uD83D\uDE00/", "b", "a-1"));
  }

  static Stream<Arguments> strictness() {
    return Stream.of(
        Arguments.of("priority", null, "priority is required"),
        Arguments.of("priority", "null", "priority is required"),
        Arguments.of("priority", "\"Low\"", PRIORITIES),
        Arguments.of("priority", "\"CRITICAL\"", PRIORITIES),
        Arguments.of("priority", "\"crıtıcal\"", PRIORITIES),
        Arguments.of("priority", "\"\"", PRIORITIES),
        Arguments.of("priority", "\" low\"", PRIORITIES),
        Arguments.of("priority", "0", "priority must be a string"),
        Arguments.of("priority", "[\"low\"]", "priority must be a string"),
        Arguments.of("category", null, "category is required"),
        Arguments.of("category", "\"BILLING\"", CATEGORIES),
        Arguments.of("category", "\"bılling\"", CATEGORIES),
        Arguments.of("category", "\"hardware\"", CATEGORIES),
        Arguments.of("category", "\"\\u0000\"", CATEGORIES),
        Arguments.of("category", "{\"label\":\"billing\"}", "category must be a string"),
        Arguments.of("sentiment", null, "sentiment is required"),
        Arguments.of("sentiment", "\"sad\"", SENTIMENTS),
        Arguments.of("sentiment", "true", "sentiment must be a string"),
        Arguments.of("summary", null, "summary must not be blank"),
        Arguments.of("summary", "\" \\n\"", "summary must not be blank"),
        Arguments.of("summary", "7", "summary must be a string"),
        Arguments.of(
            "summary",
            "\"" + "\uD83D\uDE00".repeat(501) + "\"",
            "summary must be 1 to 500 characters long"),
        Arguments.of(
            "summary",
            "\"x\\ud800\"",
            "summary must not contain NUL or unpaired surrogate characters"),
        Arguments.of("tags", null, "tags is required"),
        Arguments.of("tags", "null", "tags is required"),
        Arguments.of("tags", "\"a,b\"", "tags must be a list of strings"),
        Arguments.of("tags", "{\"a\":\"b\"}", "tags must be a list of strings"),
        Arguments.of("tags", "[]", "tags must be 2 to 5 tags"),
        Arguments.of("tags", "[\"a\"]", "tags must be 2 to 5 tags"),
        Arguments.of("tags", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]", "tags must be 2 to 5 tags"),
        Arguments.of("tags", "[\"a\",\"Big\"]", "tags[1] " + KEBAB),
        Arguments.of("tags", "[\"a b\",\"c\"]", "tags[0] " + KEBAB),
        Arguments.of("tags", "[\"a\",2]", "tags[1] must be a string"),
        Arguments.of("tags", "[\"a\",null]", "tags[1] is required"),
        Arguments.of("tags", "[[\"a\"],\"b\"]", "tags[0] must be a string"));
  }

  @ParameterizedTest
  @MethodSource("strictness")
  @DisplayName("A field that is missing, of another type or out of bounds is named")
  void readTriage_oneWrongField_isNamed(String field, String value, String violation) {
    assertThat(violationsOf(with(field, value))).containsExactly(violation);
  }

  @Test
  @DisplayName("The table of wrong fields starts from one that is right")
  void readTriage_nothingWrong_isAccepted() {
    assertThat(json.readOutput(with("priority", "\"high\"")).priority()).isEqualTo(Priority.HIGH);
  }

  @Test
  @DisplayName("Everything that is wrong is told at once, without quoting it")
  void readTriage_allWrong_listsEverything() {
    assertThat(
            violationsOf(
                "{\"priority\":\"secret\",\"category\":5,\"sentiment\":null,"
                    + "\"summary\":\" \",\"tags\":[\"secret X\",1,\"ok\"],\"secret\":1}"))
        .containsExactlyInAnyOrder(
            PRIORITIES,
            "category must be a string",
            "sentiment is required",
            "summary must not be blank",
            "tags[0] " + KEBAB,
            "tags[1] must be a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"secret\"", "5", "[{\"priority\":\"low\"}]", "true"})
  @DisplayName("What is no object is told once")
  void readTriage_noObject_isRefused(String text) {
    assertThat(violationsOf(text)).containsExactly("must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "{",
        "{\"secret\":",
        "{\"priority\":\"secret",
        "{'priority':'low'}",
        "{priority:\"low\"}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"tab\there\"}",
        "{\"a\":\"\\x\"}",
        "{} secret",
        "{} {}",
        "{}]",
        "// secret\n{}",
        "\uFEFF{}",
        "{\"secret\":1,\"secret\":2}",
        "```json\n{}\n```"
      })
  @DisplayName("Malformed JSON, trailing text and repeated keys are told by place, never quoted")
  void readTriage_malformed_tellsWhere(String text) {
    assertThat(violationsOf(text))
        .singleElement()
        .asString()
        .matches("must be well-formed JSON, and is not at line \\d+, column \\d+");
  }

  @Test
  @DisplayName("A repeated label is refused, since readers differ in which one they take")
  void readTriage_repeatedLabel_isRefused() {
    String twice = "{\"priority\":\"critical\"," + with("priority", "\"low\"").substring(1);

    assertThat(violationsOf(twice))
        .singleElement()
        .asString()
        .startsWith("must be well-formed JSON");
  }

  @Test
  @DisplayName("Deep, long and wide JSON is refused with a short message")
  void readTriage_hostileSize_isRefusedBriefly() {
    String nested = "[".repeat(100_000);
    String longNumber = with("priority", "9".repeat(100_000));
    String manyTags = with("tags", "[" + "1,".repeat(100_000) + "1]");

    for (String hostile : List.of(nested, longNumber, manyTags, with("summary", nested))) {
      assertThatThrownBy(() -> json.readTriage(hostile))
          .isInstanceOfSatisfying(
              InvalidOutputException.class, e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
    }
    assertThatThrownBy(() -> json.readTriage(manyTags)).message().endsWith(" more");
  }

  @Test
  @DisplayName("Of far too many tags the first few are looked at, since the list is refused anyway")
  void readTriage_manyTags_looksAtFew() {
    String manyTags = with("tags", "[" + "\"X\",".repeat(2_000) + "\"X\"]");

    // Hibernate Validator needs time that grows with the square of the violations in a list.
    assertThat(violationsOf(manyTags)).hasSize(7).contains("tags must be 2 to 5 tags");
  }

  @Test
  @DisplayName("Five thousand random triages survive writing and reading")
  void roundTrip_randomOutputs_areEqual() {
    Random random = new Random(42);
    Taxonomy taxonomy =
        Taxonomy.builder()
            .category("facturación \"ñ\"", "money")
            .category("İstanbul \\ {x}", "places")
            .category("\uD83D\uDE00", "smiles")
            .build();
    TriageJson codec = new TriageJson(taxonomy);
    for (int i = 0; i < 5_000; i++) {
      Triage triage = randomTriage(random, taxonomy);

      String written = codec.write(triage);

      assertThat(codec.readTriage(written)).isEqualTo(triage);
      assertThat(codec.readOutput(written)).isEqualTo(triage.output());
      assertThat(written).doesNotContain("\n", "\r").startsWith("{\"priority\":\"");
      assertThat(codec.write(codec.readTriage(written))).isEqualTo(written);
      assertThat(codec.writeBytes(triage)).isEqualTo(written.getBytes(UTF_8));
      assertThat(codec.readTriage(codec.writeBytes(triage))).isEqualTo(triage);
    }
  }

  private static Triage randomTriage(Random random, Taxonomy taxonomy) {
    return new Triage(
        new TriageOutput(
            oneOf(random, List.of(Priority.values())),
            oneOf(random, taxonomy.categories()),
            oneOf(random, List.of(Sentiment.values())),
            "s" + randomText(random),
            IntStream.range(0, 2 + random.nextInt(4)).mapToObj(i -> randomTag(random)).toList()),
        random.nextBoolean() ? Optional.of("m" + randomText(random)) : Optional.empty(),
        random.nextBoolean());
  }

  private static <T> T oneOf(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    random
        .ints(random.nextInt(60), 1, Character.MAX_CODE_POINT + 1)
        .map(c -> random.nextBoolean() ? 1 + c % 127 : c)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String randomTag(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      words.add(Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
    }
    return String.join("-", words);
  }

  @Test
  @DisplayName("A triage that was damaged anywhere is read as valid or refused, never quoted")
  void readTriage_damaged_neverEscapes() {
    Random random = new Random(43);
    String whole =
        json.write(new Triage(output("secretsecret", "a-1", "b", "c"), Optional.of("model"), true));
    int valid = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      int at = random.nextInt(whole.length());
      if (random.nextBoolean()) {
        damaged.setCharAt(at, (char) (' ' + random.nextInt(96)));
      } else {
        damaged.setLength(at);
      }
      try {
        Triage read = json.readTriage(damaged.toString());
        assertThat(json.readTriage(json.write(read))).isEqualTo(read);
        assertThat(json.readTriage(damaged.toString().getBytes(UTF_8))).isEqualTo(read);
        valid++;
      } catch (InvalidOutputException e) {
        assertThat(e).hasMessageNotContaining("secret").hasNoCause();
        byte[] bytes = damaged.toString().getBytes(UTF_8);
        assertThatThrownBy(() -> json.readTriage(bytes)).hasMessage(e.getMessage());
      }
    }
    assertThat(valid).isBetween(1, 4_999);
  }

  static Stream<byte[]> noUtf8() {
    String triage = with("summary", "\"Zo\u00EB\"");
    String overview = new TriageJson(Taxonomy.standard()).write(Samples.overview(300));
    return Stream.of(triage, overview)
        .flatMap(
            text ->
                Stream.of(
                    text.getBytes(UTF_16BE),
                    text.getBytes(UTF_16LE),
                    text.getBytes(UTF_16),
                    text.getBytes(Charset.forName("UTF-32BE")),
                    text.getBytes(Charset.forName("UTF-32LE")),
                    ("\uFEFF" + text).getBytes(UTF_8),
                    ("\u0000" + text).getBytes(UTF_8),
                    ("{\"\u00EB\":\"\u00EB\"," + text.substring(1)).getBytes(ISO_8859_1),
                    new byte[] {(byte) 0xC3},
                    new byte[] {0, 0, 0, 0},
                    new byte[] {'{', '"', (byte) 0x80, '"', ':', '1', '}'}));
  }

  @ParameterizedTest
  @MethodSource("noUtf8")
  @DisplayName("Bytes in another encoding, with a byte order mark or of no text are malformed")
  void readBytes_noUtf8_areMalformed(byte[] bytes) {
    for (ThrowingCallable read :
        List.<ThrowingCallable>of(() -> json.readTriage(bytes), () -> json.readOverview(bytes))) {
      assertThatThrownBy(read)
          .isInstanceOf(InvalidOutputException.class)
          .hasNoCause()
          .message()
          .startsWith("Invalid output: must be well-formed JSON, and is not");
    }
  }

  @Test
  @DisplayName("Bytes are read as the text they spell, with every kind of letter")
  void readBytes_utf8_areTheText() {
    String written = json.write(Samples.overview(300));
    Triage odd = triage(Samples.ODD_TEXT, "a", "b");

    assertThat(json.readOverview(written.getBytes(UTF_8))).isEqualTo(Samples.overview(300));
    assertThat(json.writeBytes(Samples.overview(300))).isEqualTo(written.getBytes(UTF_8));
    assertThat(json.readTriage((" \n" + json.write(odd)).getBytes(UTF_8))).isEqualTo(odd);
    for (String empty : List.of("", " ", "[]", "null")) {
      assertThatThrownBy(() -> json.readOverview(empty))
          .message()
          .startsWith("Invalid output: must be a JSON object");
      assertThatThrownBy(() -> json.readOverview(empty.getBytes(UTF_8)))
          .message()
          .startsWith("Invalid output: must be a JSON object");
    }
  }

  @Test
  @DisplayName("An overview without the number of triaged tickets is read as the breakdowns say")
  void readOverview_ofTheOriginalSystem_isEqual() {
    String written = json.write(Samples.overview(300));

    assertThat(json.readOverview(written.replace("\"triaged_tickets\":10,", "")))
        .isEqualTo(Samples.overview(300));
    assertThat(written).contains("\"triaged_tickets\":10,");
  }

  @Test
  @DisplayName("A written overview is read back equal, with unknown fields around it")
  void readOverview_written_isEqual() {
    String written = json.write(Samples.overview(300));

    assertThat(json.readOverview(written)).isEqualTo(Samples.overview(300));
    assertThat(json.readOverview("{\"generated_at\":\"now\"," + written.substring(1)))
        .isEqualTo(Samples.overview(300));
  }

  @Test
  @DisplayName("The time of a refresh is the last field, and is read back equal")
  void write_overviewWithTime_isExact() {
    String plain = json.write(Samples.overview(300));
    for (String time : List.of("2026-11-23T13:00:00Z", "2026-11-23T13:00:00.120Z")) {
      Overview overview = Samples.overview(300, Instant.parse(time));

      String written = json.write(overview);

      assertThat(written)
          .isEqualTo(
              plain.substring(0, plain.length() - 1) + ",\"refreshed_at\":\"" + time + "\"}");
      assertThat(json.readOverview(written)).isEqualTo(overview);
      assertThat(json.readOverview(written.getBytes(UTF_8))).isEqualTo(overview);
    }
    assertThat(json.readOverview(refreshedAt("\"2026-11-23T14:00:00+01:00\"")))
        .isEqualTo(Samples.overview(300, Instant.parse("2026-11-23T13:00:00Z")));
  }

  private String refreshedAt(String value) {
    return "{\"refreshed_at\":" + value + "," + json.write(Samples.overview(300)).substring(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"now\"",
        "\"2026-11-23\"",
        "\"2026-11-23T13:00:00\"",
        "\"2026-13-23T13:00:00Z\"",
        "\"+9999999999-11-23T13:00:00Z\"",
        "1795438800",
        "true",
        "[\"2026-11-23T13:00:00Z\"]",
        "{\"at\":\"2026-11-23T13:00:00Z\"}"
      })
  @DisplayName("A time of a refresh that is none is unknown, and spoils no overview")
  void readOverview_malformedTime_isUnknown(String time) {
    assertThat(json.readOverview(refreshedAt(time))).isEqualTo(Samples.overview(300));
  }

  @Test
  @DisplayName("Labels that an overview leaves out were counted zero times, in domain order too")
  void readOverview_labelsLeftOut_areZero() {
    Overview overview =
        json.readOverview(
            "{\"total_tickets\":3,\"by_priority\":{\"high\":1},\"by_category\":{\"general\":1},"
                + "\"by_sentiment\":{\"angry\":1}}");

    assertThat(json.write(overview))
        .isEqualTo(
            "{\"total_tickets\":3,\"triaged_tickets\":1,"
                + "\"by_priority\":{\"low\":0,\"medium\":0,\"high\":1,\"critical\":0},"
                + "\"by_category\":{\"billing\":0,\"technical\":0,\"feature_request\":0,"
                + "\"complaint\":0,\"general\":1},"
                + "\"by_sentiment\":{\"positive\":0,\"neutral\":0,\"negative\":0,\"angry\":1}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "total_tickets | -1 | total_tickets must not be negative",
        "total_tickets | 1.5 | total_tickets must be a whole number",
        "total_tickets | \"300\" | total_tickets must be a whole number",
        "total_tickets | null | total_tickets must be a whole number",
        "total_tickets | 9223372036854775808 | total_tickets must be a whole number",
        "total_tickets | 9 | breakdowns must not add up to more than the total",
        "triaged_tickets | 9 | triaged_tickets must be what each breakdown adds up to",
        "triaged_tickets | -10 | triaged_tickets must be what each breakdown adds up to",
        "triaged_tickets | 10.0 | triaged_tickets must be a whole number",
        "triaged_tickets | \"10\" | triaged_tickets must be a whole number",
        "triaged_tickets | null | triaged_tickets must be a whole number",
        "by_priority | [] | by_priority must be a JSON object",
        "by_priority | null | by_priority must be a JSON object",
        "by_priority | {\"low\":10,\"urgent\":0}"
            + " | by_priority must hold no label but low, medium, high, critical",
        "by_priority | {\"low\":11,\"high\":-1}"
            + " | by_priority.high must be given and not be negative",
        "by_priority | {\"low\":\"10\"} | by_priority.low must be a whole number",
        "by_priority | {\"low\":18446744073709551626} | by_priority.low must be a whole number",
        "by_priority | {\"low\":9} | breakdowns must add up to the same number of tickets",
        "by_category | {\"billing\":10,\"other\":0} | by_category must hold no label but billing,"
            + " technical, feature_request, complaint, general",
        "by_sentiment | {\"angry\":1e1} | by_sentiment.angry must be a whole number",
        "by_sentiment | {\"angry\":9223372036854775807,\"neutral\":9223372036854775807}"
            + " | breakdowns must add up to the same number of tickets"
      })
  @DisplayName("A count that is missing, odd or does not add up is named, and nothing else")
  void readOverview_oneWrongField_isNamed(String field, String value, String violation)
      throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode node = (ObjectNode) mapper.readTree(json.write(Samples.overview(300)));
    node.set(field, mapper.readTree(value));

    assertThatThrownBy(() -> json.readOverview(node.toString()))
        .isInstanceOfSatisfying(
            InvalidOutputException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::toString)
                    .containsExactly(violation));
  }

  @Test
  @DisplayName("An overview of another taxonomy is refused without quoting its labels")
  void readOverview_otherTaxonomy_isRefused() {
    TriageJson other = new TriageJson(Taxonomy.builder().category("secret", "x").build());
    String foreign =
        "{\"total_tickets\":0,\"by_priority\":{},\"by_category\":{\"secret\":0},"
            + "\"by_sentiment\":{}}";

    assertThat(other.readOverview(foreign).totalTickets()).isZero();
    assertThatThrownBy(() -> json.readOverview(foreign))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> json.readOverview("{} secret"))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageNotContaining("secret");
  }
}
