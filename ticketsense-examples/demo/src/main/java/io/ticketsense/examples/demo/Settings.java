package io.ticketsense.examples.demo;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.lettuce.core.RedisURI;
import io.ticketsense.port.QuotaGate.Limit;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the environment, or else a file {@code .env} in the working folder, says.
 *
 * @param database value of DATABASE_URL
 * @param redis value of REDIS_URL
 * @param groqApiKey value of GROQ_API_KEY
 * @param groqBaseUrl value of GROQ_BASE_URL
 * @param groqModel value of GROQ_MODEL
 * @param groqFallbackModel value of GROQ_FALLBACK_MODEL
 * @param groqLimits values of GROQ_REQUESTS_PER_MINUTE and its like, for each of the models
 * @param lastResort whether TICKETSENSE_LAST_RESORT names the local model
 * @param apiToken value of TICKETSENSE_API_TOKEN
 * @param corsOrigins values of TICKETSENSE_CORS_ORIGINS
 */
record Settings(
    Optional<DatabaseUrl> database,
    Optional<RedisURI> redis,
    Optional<String> groqApiKey,
    Optional<String> groqBaseUrl,
    Optional<String> groqModel,
    Optional<String> groqFallbackModel,
    Map<Limit, Long> groqLimits,
    boolean lastResort,
    Optional<String> apiToken,
    List<String> corsOrigins) {

  private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#\\s,*]+");

  private static final Pattern REDIS_URL =
      Pattern.compile(
          "(rediss?://(?:[^@/]*@)?)(?<host>[^:@/?\\[\\]]+|\\[[^\\]]+])(?<rest>(?::\\d{1,5})?(?:[/?].*)?)");

  static Settings load() {
    return load(Path.of(""), System::getenv);
  }

  static Settings load(Path folder, Function<String, @Nullable String> environment) {
    Map<String, String> file;
    try {
      file =
          Dotenv.configure()
              .directory(folder.toString())
              .ignoreIfMissing()
              .load()
              .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
              .stream()
              .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue));
    } catch (DotenvException | UncheckedIOException e) {
      // The library's message quotes the line, which may hold a key.
      throw new ConfigurationException(".env has a line that is not NAME=value");
    }
    return of(
        name ->
            Optional.ofNullable(environment.apply(name))
                .or(() -> Optional.ofNullable(file.get(name))));
  }

  /**
   * Reads settings.
   *
   * @param variables gives the value of a variable; a blank one counts as unset
   * @throws ConfigurationException naming a variable with a malformed value, not the value
   */
  static Settings of(Function<String, Optional<String>> variables) {
    Function<String, Optional<String>> value =
        name -> variables.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    return new Settings(
        value.apply("DATABASE_URL").map(DatabaseUrl::parse),
        value.apply("REDIS_URL").map(Settings::redisUri),
        value.apply("GROQ_API_KEY"),
        value.apply("GROQ_BASE_URL"),
        value.apply("GROQ_MODEL"),
        value.apply("GROQ_FALLBACK_MODEL"),
        limits(value),
        value.apply("TICKETSENSE_LAST_RESORT").map(Settings::lastResort).orElse(false),
        value.apply("TICKETSENSE_API_TOKEN"),
        value.apply("TICKETSENSE_CORS_ORIGINS").map(Settings::origins).orElse(List.of()));
  }

  private static boolean lastResort(String text) {
    if (!text.equals("local")) {
      throw new ConfigurationException("TICKETSENSE_LAST_RESORT must be local, or not set");
    }
    return true;
  }

  private static List<String> origins(String text) {
    List<String> origins = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      throw new ConfigurationException(
          "TICKETSENSE_CORS_ORIGINS must be origins such as https://desk.example, separated by"
              + " commas");
    }
    return origins;
  }

  private static Map<Limit, Long> limits(Function<String, Optional<String>> value) {
    Map<Limit, Long> limits = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      String variable = "GROQ_" + limit.name();
      value.apply(variable).ifPresent(text -> limits.put(limit, limit(variable, text)));
    }
    return limits;
  }

  private static long limit(String variable, String text) {
    if (!text.matches("[1-9][0-9]{0,14}")) {
      throw new ConfigurationException(variable + " must be a whole number of at least 1");
    }
    return Long.parseLong(text);
  }

  private static RedisURI redisUri(String url) {
    Matcher parts = REDIS_URL.matcher(url);
    if (parts.matches()) {
      try {
        // The library takes no underscore in a host.
        boolean odd = parts.group("host").contains("_");
        RedisURI uri = RedisURI.create(odd ? parts.group(1) + "host" + parts.group("rest") : url);
        if (odd) {
          uri.setHost(parts.group("host"));
        }
        return uri;
      } catch (IllegalArgumentException e) {
        // Reported below, without the password that the URL may hold.
      }
    }
    throw new ConfigurationException(
        "REDIS_URL must look like redis://[user:password@]host[:port][/database],"
            + " or rediss:// for TLS");
  }

  /** Returns which settings there are and none of their values, some of which are secret. */
  @Override
  public String toString() {
    return "Settings[database="
        + database.isPresent()
        + ", redis="
        + redis.isPresent()
        + ", groqApiKey="
        + groqApiKey.isPresent()
        + "]";
  }
}
