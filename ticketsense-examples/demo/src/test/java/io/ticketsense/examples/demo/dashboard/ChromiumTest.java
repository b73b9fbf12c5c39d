package io.ticketsense.examples.demo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChromiumTest {

  @TempDir private Path folder;

  @Test
  @DisplayName("The browser that the variable names comes before all others")
  void find_variable_wins() throws IOException {
    Path named = program("mine");
    program("chromium");
    Map<String, String> variables =
        Map.of(Chromium.VARIABLE, named.toString(), "PATH", folder.toString());
    assertThat(Chromium.find(variables::get, List.of())).contains(named);
  }

  @Test
  @DisplayName("A variable that names no program is told, rather than passed over")
  void find_variableWrong_isTold() throws IOException {
    program("chromium");
    Map<String, String> variables =
        Map.of(Chromium.VARIABLE, folder.resolve("gone").toString(), "PATH", folder.toString());
    assertThatThrownBy(() -> Chromium.find(variables::get, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(Chromium.VARIABLE + "=" + folder.resolve("gone"));
  }

  @Test
  @DisplayName(
      "Programs on the path come before usual places, and files that cannot run not at all")
  void find_noVariable_looksAround() throws IOException {
    Path usual = program("usual");
    Map<String, String> variables = Map.of("PATH", "/nowhere::" + folder);
    Files.writeString(folder.resolve("chromium"), "");
    assertThat(Chromium.find(variables::get, List.of(usual))).contains(usual);
    Path chrome = program("google-chrome");
    assertThat(Chromium.find(variables::get, List.of(usual))).contains(chrome);
    assertThat(Chromium.find(name -> null, List.of(folder.resolve("gone")))).isEmpty();
  }

  private Path program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
