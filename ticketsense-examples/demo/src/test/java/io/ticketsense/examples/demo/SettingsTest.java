package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import io.ticketsense.port.QuotaGate.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

  private static Settings of(Map<String, String> variables) {
    return Settings.of(name -> Optional.ofNullable(variables.get(name)));
  }

  @Test
  @DisplayName("Each variable has its place")
  void of_allVariables_areRead() {
    Settings settings =
        of(
            Map.of(
                "DATABASE_URL", "postgresql://u:p@db.example:6543/tickets",
                "REDIS_URL", "redis://:secret@cache.example:6380/3",
                "GROQ_API_KEY", "gsk_1",
                "GROQ_BASE_URL", "http://127.0.0.1:9/v1",
                "GROQ_MODEL", "first",
                "GROQ_FALLBACK_MODEL", "second"));

    assertThat(settings.database())
        .contains(DatabaseUrl.parse("postgresql://u:p@db.example:6543/tickets"));
    RedisURI redis = settings.redis().orElseThrow();
    assertThat(redis.getHost()).isEqualTo("cache.example");
    assertThat(redis.getPort()).isEqualTo(6380);
    assertThat(redis.getDatabase()).isEqualTo(3);
    assertThat(redis.isSsl()).isFalse();
    assertThat(settings.groqApiKey()).contains("gsk_1");
    assertThat(settings.groqBaseUrl()).contains("http://127.0.0.1:9/v1");
    assertThat(settings.groqModel()).contains("first");
    assertThat(settings.groqFallbackModel()).contains("second");
  }

  @Test
  @DisplayName("Nothing set, and nothing but blanks set, are the same")
  void of_unsetOrBlank_isEmpty() {
    Settings unset = of(Map.of());
    Settings blank =
        of(
            Map.of(
                "DATABASE_URL", "",
                "REDIS_URL", " ",
                "GROQ_API_KEY", "\t",
                "GROQ_BASE_URL", " \n",
                "GROQ_MODEL", "  ",
                "GROQ_FALLBACK_MODEL", ""));

    assertThat(blank).isEqualTo(unset);
    assertThat(unset.database()).isEmpty();
    assertThat(unset.redis()).isEmpty();
    assertThat(unset.groqApiKey()).isEmpty();
    assertThat(unset.groqBaseUrl()).isEmpty();
    assertThat(unset.groqModel()).isEmpty();
    assertThat(unset.groqFallbackModel()).isEmpty();
  }

  @Test
  @DisplayName("Blanks around a value do not belong to it")
  void of_blanksAround_areStripped() {
    assertThat(of(Map.of("GROQ_API_KEY", " gsk_1\r\n")).groqApiKey()).contains("gsk_1");
    assertThat(of(Map.of("REDIS_URL", " rediss://cache.example ")).redis())
        .hasValueSatisfying(uri -> assertThat(uri.isSsl()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "http://:s3cret@cache.example",
        "cache.example:6379/s3cret",
        "redis://",
        "redis:///",
        "redis://:s3cret@",
        "redis://:s3cret@cache.example:port",
        "redis://:s3cret@cache.example:99999",
        "redis://:s3cret@cache example",
        "redis://:s3cret%zz@cache.example"
      })
  @DisplayName("A malformed address of Redis is told by variable and form, without the value")
  void of_malformedRedisUrl_isToldWithoutValue(String url) {
    assertThatThrownBy(() -> of(Map.of("REDIS_URL", url)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("REDIS_URL", "redis://", "rediss://")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  @DisplayName("A host with an underscore, as containers have, is a host")
  void of_underscoreInRedisHost_isTaken() {
    assertThat(of(Map.of("REDIS_URL", "redis://:pw@my_redis:6380/2")).redis())
        .hasValueSatisfying(
            uri -> {
              assertThat(uri.getHost()).isEqualTo("my_redis");
              assertThat(uri.getPort()).isEqualTo(6380);
              assertThat(uri.getDatabase()).isEqualTo(2);
            });
  }

  @Test
  @DisplayName("Settings as text hold no value")
  void toString_always_holdsNoValue() {
    Settings settings =
        of(
            Map.of(
                "DATABASE_URL", "postgresql://u:s3cret@db.example/tickets",
                "REDIS_URL", "redis://:s3cret@cache.example",
                "GROQ_API_KEY", "s3cret"));

    assertThat(settings).asString().contains("database=true").doesNotContain("s3cret", "example");
  }

  @Test
  @DisplayName("A file .env is read, and the environment goes before it")
  void load_dotenv_isReadAfterEnvironment(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        # comment
        GROQ_MODEL=from-file
        GROQ_FALLBACK_MODEL="quoted"
        GROQ_API_KEY=
        """);

    Settings settings = Settings.load(folder, Map.of("GROQ_MODEL", "from-environment")::get);

    assertThat(settings.groqModel()).contains("from-environment");
    assertThat(settings.groqFallbackModel()).contains("quoted");
    assertThat(settings.groqApiKey()).isEmpty();
  }

  @Test
  @DisplayName("A blank variable of the environment does not let the file through")
  void load_blankInEnvironment_hidesFile(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(".env"), "GROQ_API_KEY=from-file\n");

    assertThat(Settings.load(folder, Map.of("GROQ_API_KEY", "")::get).groqApiKey()).isEmpty();
  }

  @Test
  @DisplayName("Without a file .env there is the environment alone")
  void load_noDotenv_isEnvironment(@TempDir Path folder) {
    assertThat(Settings.load(folder, Map.of("GROQ_MODEL", "m")::get).groqModel()).contains("m");
  }

  @Test
  @DisplayName("A broken line of .env is told without the line, which may hold a key")
  void load_brokenDotenv_isToldWithoutLine(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(".env"), "GROQ_API_KEY s3cret\n");

    assertThatThrownBy(() -> Settings.load(folder, name -> null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(".env has a line that is not NAME=value")
        .hasNoCause();
  }

  @Test
  @DisplayName("The limits of an account are read, and what is no number is refused by name")
  void of_limits_areRead() {
    Settings settings =
        Settings.of(
            name ->
                switch (name) {
                  case "GROQ_REQUESTS_PER_MINUTE" -> Optional.of("30");
                  case "GROQ_TOKENS_PER_DAY" -> Optional.of(" 200000 ");
                  default -> Optional.empty();
                });

    assertThat(settings.groqLimits())
        .containsOnly(
            Map.entry(Limit.REQUESTS_PER_MINUTE, 30L), Map.entry(Limit.TOKENS_PER_DAY, 200_000L));
    for (String bad : List.of("0", "-1", "many", "1.5", "99999999999999999999")) {
      assertThatThrownBy(
              () ->
                  Settings.of(
                      name ->
                          name.equals("GROQ_TOKENS_PER_MINUTE")
                              ? Optional.of(bad)
                              : Optional.empty()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("GROQ_TOKENS_PER_MINUTE must be a whole number of at least 1");
    }
  }

  @Test
  @DisplayName("The token of the API is read, and does not show")
  void of_apiToken_isReadAndSecret() {
    Settings settings = of(Map.of("TICKETSENSE_API_TOKEN", " t0ken "));

    assertThat(settings.apiToken()).contains("t0ken");
    assertThat(settings).asString().doesNotContain("t0ken");
    assertThat(of(Map.of("TICKETSENSE_API_TOKEN", " ")).apiToken()).isEmpty();
    assertThat(of(Map.of()).apiToken()).isEmpty();
  }

  @Test
  @DisplayName("Pages of other servers are told by origin, and there are none by default")
  void of_corsOrigins_areRead() {
    assertThat(
            of(Map.of("TICKETSENSE_CORS_ORIGINS", "https://desk.example, http://127.0.0.1:5173"))
                .corsOrigins())
        .containsExactly("https://desk.example", "http://127.0.0.1:5173");
    assertThat(of(Map.of("TICKETSENSE_CORS_ORIGINS", " ")).corsOrigins()).isEmpty();
    assertThat(of(Map.of()).corsOrigins()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "desk.example",
        "ftp://desk.example",
        "https://*.desk.example",
        "https://desk.example/",
        "https://desk.example/path",
        "https://desk.example https://other.example"
      })
  @DisplayName("What is no list of origins is refused by name")
  void of_malformedCorsOrigins_isRefused(String origins) {
    assertThatThrownBy(() -> of(Map.of("TICKETSENSE_CORS_ORIGINS", origins)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TICKETSENSE_CORS_ORIGINS must be origins such as")
        .hasNoCause();
  }
}
