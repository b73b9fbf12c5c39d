package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      "{\"total_tickets\":300,"
          + "\"by_priority\":{\"low\":4,\"medium\":3,\"high\":2,\"critical\":1},"
          + "\"by_category\":{\"billing\":2,\"technical\":2,\"feature_request\":2,"
          + "\"complaint\":2,\"general\":2},"
          + "\"by_sentiment\":{\"positive\":0,\"neutral\":5,\"negative\":3,\"angry\":2}}";

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
    cache = LettuceTriageCache.create(redis.client(), redis.uri());
    overviews = LettuceOverviewStore.create(redis.client(), redis.uri());
  }

  @AfterEach
  void disconnect() {
    cache.close();
    overviews.close();
  }

  @Test
  @DisplayName("A triage is stored as documented, for 7 days")
  void put_triage_hasDocumentedForm() {
    cache.put(
        "ticket_001",
        new TriageOutput(
            Priority.LOW,
            Category.FEATURE_REQUEST,
            Sentiment.NEUTRAL,
            "Wants \"dark\" mode – bitte.",
            List.of("dark-mode", "ui")));

    assertThat(commands.keys("*")).containsExactly("triage:ticket:ticket_001");
    assertThat(commands.get("triage:ticket:ticket_001"))
        .isEqualTo(
            "{\"priority\":\"low\",\"category\":\"feature_request\",\"sentiment\":\"neutral\","
                + "\"summary\":\"Wants \\\"dark\\\" mode – bitte.\","
                + "\"tags\":[\"dark-mode\",\"ui\"]}");
    assertThat(commands.ttl("triage:ticket:ticket_001")).isBetween(604_790L, 604_800L);
  }

  @Test
  @DisplayName("An overview is stored as documented, for 24 hours")
  void put_overview_hasDocumentedForm() {
    overviews.put(Samples.overview(300));

    assertThat(commands.keys("*")).containsExactly("triage:overview");
    assertThat(commands.get("triage:overview")).isEqualTo(OVERVIEW);
    assertThat(commands.ttl("triage:overview")).isBetween(86_390L, 86_400L);
  }

  @Test
  @DisplayName("What others wrote in the documented form is read, unknown fields included")
  void get_writtenByOthers_isRead() {
    commands.set(
        "triage:ticket:ticket_001",
        "{ \"model\": \"x\", \"tags\": [\"a\", \"b\"], \"summary\": \"S\\u00fc\", "
            + "\"sentiment\": \"angry\", \"category\": \"billing\", \"priority\": \"high\" }");
    commands.set("triage:overview", OVERVIEW.replaceFirst("\\{", "{ \"as_of\": {\"x\": [1]}, "));

    assertThat(cache.get("ticket_001"))
        .contains(
            new TriageOutput(
                Priority.HIGH, Category.BILLING, Sentiment.ANGRY, "Sü", List.of("a", "b")));
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

    cache.put("ticket_001", Samples.output(1));
    overviews.put(Samples.overview(300));

    assertThat(cache.get("ticket_001")).contains(Samples.output(1));
    assertThat(overviews.get()).contains(Samples.overview(300));
  }

  @Test
  @DisplayName("A value of another Redis type under our key counts as absent and is replaced")
  void get_wrongType_isAbsent() {
    commands.lpush("triage:ticket:ticket_001", "x");
    commands.hset("triage:overview", "x", "y");
    cache.put("ticket_002", Samples.output(2));

    assertThat(cache.get("ticket_001")).isEmpty();
    assertThat(cache.getAll(List.of("ticket_001", "ticket_002"))).containsOnlyKeys("ticket_002");
    assertThat(overviews.get()).isEmpty();

    cache.put("ticket_001", Samples.output(1));

    assertThat(cache.get("ticket_001")).contains(Samples.output(1));
  }

  @Test
  @DisplayName("A thousand triages are one MGET")
  void getAll_thousand_isOneCommand() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add("ticket_" + i);
      cache.put("ticket_" + i, Samples.output(i));
    }
    commands.configResetstat();

    assertThat(cache.getAll(ids)).hasSize(1_000);

    assertThat(commands.info("commandstats"))
        .contains("cmdstat_mget:calls=1,")
        .doesNotContain("cmdstat_get:");
  }

  @Test
  @DisplayName("Prefix, time to live and taxonomy are the host's to choose")
  void builder_settings_areUsed() {
    Taxonomy hardware = Taxonomy.builder().category("hardware", "broken devices").build();
    TriageOutput output =
        new TriageOutput(
            Priority.LOW, Category.of("hardware"), Sentiment.NEUTRAL, "Broken.", List.of("a", "b"));
    try (LettuceTriageCache own =
        LettuceTriageCache.builder(redis.client(), redis.uri())
            .keyPrefix("acme:")
            .timeToLive(Duration.ofMinutes(1))
            .taxonomy(hardware)
            .build()) {
      own.put("ticket_001", output);

      assertThat(own.get("ticket_001")).contains(output);
      assertThat(cache.get("ticket_001")).isEmpty();
      assertThat(commands.ttl("acme:ticket:ticket_001")).isBetween(50L, 60L);
    }
  }
}
