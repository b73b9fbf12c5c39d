package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvExampleTest {

  private static final Path EXAMPLE = Path.of(".env.example");
  private static final Path COMPOSE = Path.of("compose.yaml");

  @Test
  @DisplayName("Copied as it is, the example names the servers of compose.yaml and nothing else")
  void envExample_copied_namesTheComposeServers(@TempDir Path folder) throws IOException {
    Files.copy(EXAMPLE, folder.resolve(".env"));

    Settings settings = Settings.load(folder, name -> null);

    DatabaseUrl database = settings.database().orElseThrow();
    assertThat(database.address()).isEqualTo("localhost:5432");
    String compose = Files.readString(COMPOSE, UTF_8);
    assertThat(compose)
        .contains("POSTGRES_USER: " + database.user().orElseThrow())
        .contains("POSTGRES_PASSWORD: " + database.password().orElseThrow())
        .contains("POSTGRES_DB: " + database.jdbcUrl().replaceAll(".*/", ""))
        .contains(":5432:5432")
        .contains(":" + settings.redis().orElseThrow().getPort() + ":6379");
    assertThat(settings.groqApiKey()).isEmpty();
    assertThat(settings.apiToken()).isEmpty();
  }

  @Test
  @DisplayName("Every variable of the example is one that the README explains")
  void envExample_variables_areInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"), UTF_8);
    List<String> variables =
        Pattern.compile("(?m)^#?([A-Z_]+)=")
            .matcher(Files.readString(EXAMPLE, UTF_8))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    assertThat(variables)
        .hasSizeGreaterThan(9)
        .allSatisfy(variable -> assertThat(readme).contains("`" + variable + "`"));
  }
}
