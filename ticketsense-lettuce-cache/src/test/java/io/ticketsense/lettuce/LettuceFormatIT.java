package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.StorageException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LettuceFormatIT {

  private static final String OVERVIEW =
      "{\"total_tickets\":300,\"triaged_tickets\":10,"
          + "\"by_priority\":{\"low\":4,\"medium\":3,\"high\":2,\"critical\":1},"
          + "\"by_category\":{\"billing\":2,\"technical\":2,\"feature_request\":2,"
          + "\"complaint\":2,\"general\":2},"
          + "\"by_sentiment\":{\"positive\":0,\"neutral\":5,\"negative\":3,\"angry\":2}}";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TestRedis redis;
  private static RedisCommands<String, String> commands;

  private LettuceTriageCache cache;
  private LettuceOverviewStore overviews;

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
    commands = redis.commands();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void connect() {
    commands.flushall();
    cache = LettuceTriageCache.builder(redis.client(), redis.uri()).timeout(PATIENCE).build();
    overviews = LettuceOverviewStore.create(redis.client(), redis.uri());
  }

  @AfterEach
  void disconnect() {
    cache.close();
    overviews.close();
  }

  @Test
  @DisplayName("A triage is stored as documented, for 7 days less a thousandth at most")
  void put_triage_hasDocumentedForm() {
    cache.put(
        "ticket_001",
        Triage.of(
            new TriageOutput(
                Priority.LOW,
                Category.FEATURE_REQUEST,
                Sentiment.NEUTRAL,
                "Wants \"dark\" mode – bitte.",
                List.of("dark-mode", "ui"))));

    assertThat(commands.keys("*")).containsExactly("triage:ticket:ticket_001");
    assertThat(commands.get("triage:ticket:ticket_001"))
        .isEqualTo(
            "{\"priority\":\"low\",\"category\":\"feature_request\",\"sentiment\":\"neutral\","
                + "\"summary\":\"Wants \\\"dark\\\" mode – bitte.\","
                + "\"tags\":[\"dark-mode\",\"ui\"]}");
    assertThat(commands.ttl("triage:ticket:ticket_001")).isBetween(604_180L, 604_800L);
  }

  @Test
  @DisplayName(
      "The model and the mark of a degraded triage are stored where there is something to say")
  void put_triageWithOrigin_hasDocumentedForm() {
    String plain =
        "{\"priority\":\"medium\",\"category\":\"technical\",\"sentiment\":\"neutral\","
            + "\"summary\":\"Summary 1\",\"tags\":[\"tag-1\",\"second\"]";
    cache.put(
        "ticket_001", new Triage(Samples.output(1), Optional.of("openai/gpt-oss-20b"), false));
    cache.put("ticket_002", new Triage(Samples.output(1), Optional.of("local"), true));
    cache.put("ticket_003", Triage.of(Samples.output(1)));

    assertThat(commands.get("triage:ticket:ticket_001"))
        .isEqualTo(plain + ",\"model\":\"openai/gpt-oss-20b\"}");
    assertThat(commands.get("triage:ticket:ticket_002"))
        .isEqualTo(plain + ",\"model\":\"local\",\"degraded\":true}");
    assertThat(commands.get("triage:ticket:ticket_003")).isEqualTo(plain + "}");
  }

  @Test
  @DisplayName("An overview is stored as documented, for 24 hours")
  void put_overview_hasDocumentedForm() {
    overviews.put(Samples.overview(300));

    assertThat(commands.keys("*")).containsExactly("triage:overview");
    assertThat(commands.get("triage:overview")).isEqualTo(OVERVIEW);
    assertThat(commands.ttl("triage:overview")).isBetween(86_390L, 86_400L);

    overviews.put(Samples.overview(300, Instant.parse("2026-11-23T13:00:00.120Z")));

    assertThat(commands.get("triage:overview"))
        .isEqualTo(
            OVERVIEW.substring(0, OVERVIEW.length() - 1)
                + ",\"refreshed_at\":\"2026-11-23T13:00:00.120Z\"}");
  }

  @Test
  @DisplayName("What others wrote in the documented form is read, unknown fields included")
  void get_writtenByOthers_isRead() {
    commands.set(
        "triage:ticket:ticket_001",
        "{ \"model\": 5, \"degraded\": \"no\", \"x\": \"y\", \"tags\": [\"a\", \"b\"], \"summary\": \"S\\u00fc\", "
            + "\"sentiment\": \"angry\", \"category\": \"billing\", \"priority\": \"high\" }");
    commands.set(
        "triage:overview",
        OVERVIEW
            .replace("\"triaged_tickets\":10,", "")
            .replaceFirst("\\{", "{ \"as_of\": {\"x\": [1]}, "));

    assertThat(cache.get("ticket_001"))
        .contains(
            Triage.of(
                new TriageOutput(
                    Priority.HIGH, Category.BILLING, Sentiment.ANGRY, "Sü", List.of("a", "b"))));
    assertThat(overviews.get()).contains(Samples.overview(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "not json",
        "{\"priority\":\"low\"",
        "{\"priority\":\"urgent\",\"category\":\"billing\",\"sentiment\":\"angry\","
            + "\"summary\":\"s\",\"tags\":[\"a\",\"b\"]}",
        "{\"priority\":\"low\",\"category\":\"hardware\",\"sentiment\":\"angry\","
            + "\"summary\":\"s\",\"tags\":[\"a\",\"b\"]}",
        "{\"priority\":\"low\",\"category\":\"billing\",\"sentiment\":\"angry\","
            + "\"summary\":\"s\",\"tags\":[\"a\"]}",
        "{\"priority\":\"low\",\"category\":\"billing\",\"sentiment\":\"angry\","
            + "\"summary\":\"s\",\"tags\":[\"a\",\"Not Kebab\"]}",
        "{\"priority\":1,\"category\":\"billing\",\"sentiment\":\"angry\","
            + "\"summary\":\"s\",\"tags\":\"a\"}"
      })
  @DisplayName("What cannot be read or is invalid counts as absent and is replaced by the next put")
  void get_garbage_isAbsent(String garbage) {
    commands.set("triage:ticket:ticket_001", garbage);
    commands.set("triage:overview", garbage);

    assertThat(cache.get("ticket_001")).isEmpty();
    assertThat(cache.getAll(List.of("ticket_001"))).isEmpty();
    assertThat(overviews.get()).isEmpty();

    cache.put("ticket_001", Samples.triage(1));
    overviews.put(Samples.overview(300));

    assertThat(cache.get("ticket_001")).contains(Samples.triage(1));
    assertThat(overviews.get()).contains(Samples.overview(300));
  }

  @Test
  @DisplayName("A value of another Redis type under our key counts as absent and is replaced")
  void get_wrongType_isAbsent() {
    commands.lpush("triage:ticket:ticket_001", "x");
    commands.hset("triage:overview", "x", "y");
    cache.put("ticket_002", Samples.triage(2));

    assertThat(cache.get("ticket_001")).isEmpty();
    assertThat(cache.getAll(List.of("ticket_001", "ticket_002"))).containsOnlyKeys("ticket_002");
    assertThat(overviews.get()).isEmpty();

    cache.put("ticket_001", Samples.triage(1));

    assertThat(cache.get("ticket_001")).contains(Samples.triage(1));
  }

  @Test
  @DisplayName("Every thousand triages are one MGET, on a connection of its own")
  void getAll_thousands_areFewCommands() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2_001; i++) {
      ids.add("ticket_" + i);
      cache.put("ticket_" + i, Samples.triage(i));
    }
    ids.add("ticket_1");
    commands.configResetstat();

    assertThat(cache.getAll(ids)).hasSize(2_001).containsEntry("ticket_7", Samples.triage(7));

    assertThat(commands.info("commandstats"))
        .contains("cmdstat_mget:calls=3,")
        .doesNotContain("cmdstat_get:");
  }

  @Test
  @DisplayName("Reading the overview is one GET")
  void get_overview_isOneCommand() {
    overviews.put(Samples.overview(300));
    commands.configResetstat();

    assertThat(overviews.get()).contains(Samples.overview(300));

    assertThat(commands.info("commandstats").lines().filter(line -> line.startsWith("cmdstat_")))
        .allMatch(line -> line.matches("cmdstat_(get:calls=1,|config|info).*"));
  }

  @Test
  @DisplayName("Triages written together do not expire together; overviews do not vary")
  void put_many_expireApart() {
    Set<Long> triages = new HashSet<>();
    Set<Long> kept = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      cache.put("ticket_" + i, Samples.triage(i));
      triages.add(commands.ttl("triage:ticket:ticket_" + i));
      overviews.put(Samples.overview(300));
      kept.add(commands.ttl("triage:overview"));
    }

    assertThat(triages).hasSizeGreaterThan(10).allMatch(seconds -> seconds <= 7 * 24 * 3_600);
    assertThat(kept).as("but for the time that this test takes").hasSizeLessThan(9);
  }

  @Test
  @DisplayName("A value longer than any of ours counts as absent, is not written, and is replaced")
  void get_tooLong_isAbsent() {
    String tag = "a".repeat(BoundedBytes.MAX_LENGTH);
    String tooLong =
        "{\"priority\":\"low\",\"category\":\"billing\",\"sentiment\":\"angry\","
            + "\"summary\":\"s\",\"tags\":[\"a\",\""
            + tag
            + "\"]}";
    commands.set("triage:ticket:ticket_001", tooLong);

    assertThat(cache.get("ticket_001")).isEmpty();
    assertThat(cache.getAll(List.of("ticket_001"))).isEmpty();
    Failures.assertFails(
        () ->
            cache.put(
                "ticket_001",
                Triage.of(
                    new TriageOutput(
                        Priority.LOW, Category.BILLING, Sentiment.ANGRY, "s", List.of("a", tag)))),
        Reason.REJECTED,
        "longer");

    cache.put("ticket_001", Samples.triage(1));

    assertThat(cache.get("ticket_001")).contains(Samples.triage(1));
  }

  @Test
  @DisplayName("Prefix, time to live and taxonomy are the host's to choose")
  void builder_settings_areUsed() {
    Taxonomy hardware = Taxonomy.builder().category("hardware", "broken devices").build();
    Triage triage =
        Triage.of(
            new TriageOutput(
                Priority.LOW,
                Category.of("hardware"),
                Sentiment.NEUTRAL,
                "Broken.",
                List.of("a", "b")));
    try (LettuceTriageCache own =
        LettuceTriageCache.builder(redis.client(), redis.uri())
            .keyPrefix("acme:")
            .timeToLive(Duration.ofMinutes(1))
            .timeout(PATIENCE)
            .taxonomy(hardware)
            .build()) {
      own.put("ticket_001", triage);

      assertThat(own.get("ticket_001")).contains(triage);
      assertThat(cache.get("ticket_001")).isEmpty();
      assertThat(commands.ttl("acme:ticket:ticket_001")).isBetween(50L, 60L);
    }
  }
}
