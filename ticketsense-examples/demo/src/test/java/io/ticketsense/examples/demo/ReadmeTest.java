package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..");

  @Test
  @DisplayName("The embedding example in the README is the one that the build compiles")
  void readme_example_isCompiled() throws IOException {
    List<String> source =
        Files.readAllLines(
            Path.of("src/test/java/io/ticketsense/examples/demo/EmbeddingExample.java"), UTF_8);
    int begin = source.indexOf("    // README begins");
    int end = source.indexOf("      // README ends");
    String example =
        source.subList(begin + 1, end).stream()
            .map(line -> line.isEmpty() ? line : line.substring(4))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(ROOT.resolve("README.md"), UTF_8))
        .contains("```java\n" + example + "\n}\n```");
  }

  @Test
  @DisplayName("Every class and file that the README names is there")
  void readme_paths_exist() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"), UTF_8);
    List<String> links =
        Pattern.compile("\\]\\((?!https?:|#)([^)#]+)")
            .matcher(readme)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).as(link).exists());
  }
}
