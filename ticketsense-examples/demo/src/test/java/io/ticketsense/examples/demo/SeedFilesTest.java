package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Ticket;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeedFilesTest {

  @TempDir private Path folder;

  private static String ticket(String id) {
    return """
        {"id":"%s","subject":"s","body":"b","from_name":"n","from_email":"a@moonpost.example",
         "created_at":"2026-09-01T08:15:00Z"}"""
        .formatted(id);
  }

  private void file(String name, String text) throws IOException {
    file(name, text, UTF_8);
  }

  private void file(String name, String text, Charset charset) throws IOException {
    Files.writeString(folder.resolve(name), text, charset);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(SeedFileException.class)
        .hasMessage(message);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  @DisplayName("Files come in the order of their names, tickets in that of their file")
  void read_severalFiles_keepsOrder() throws IOException {
    file("batch_2.json", "[" + ticket("c") + "," + ticket("b") + "]");
    file("batch_3.json", "[]");
    file("batch_1.json", "[" + ticket("d") + "," + ticket("a") + "]");
    file("labels.json", "not for us");
    file("batch_4.json.bak", "not for us");

    SeedFiles.Seeds seeds = SeedFiles.read(folder);

    assertThat(seeds.tickets()).extracting(Ticket::id).containsExactly("d", "a", "c", "b");
    assertThat(seeds.files()).isEqualTo(3);
  }

  @Test
  @DisplayName("A missing folder is told with the option that names it")
  void read_noFolder_isTold() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> SeedFiles.read(missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("No folder " + missing + "; name the folder of the seed tickets with --dir");
  }

  @Test
  @DisplayName("A file in place of a folder is no folder")
  void read_fileAsFolder_isTold() throws IOException {
    file("batch_1.json", "[]");

    assertThatThrownBy(() -> SeedFiles.read(folder.resolve("batch_1.json")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("No folder", "--dir");
  }

  @Test
  @DisplayName("A folder without seed files is told with the names they have")
  void read_noFile_isTold() throws IOException {
    file("labels.json", "{}");

    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("No batch_*.json in " + folder, "--dir");
  }

  @Test
  @DisplayName("Malformed JSON is told with file, line and column, and without its text")
  void read_malformedJson_tellsPlace() throws IOException {
    file("batch_1.json", "[" + ticket("a") + "]");
    file("batch_2.json", "[\n  {\"id\": secret}\n]");

    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(SeedFileException.class)
        .hasMessageStartingWith(path("batch_2.json") + ": ")
        .hasMessageContaining("well-formed JSON")
        .hasMessageContaining("at line 2, column ")
        .hasMessageNotContaining("secret");
  }

  @Test
  @DisplayName("An empty file and one that is cut off are malformed")
  void read_cutOff_isTold() throws IOException {
    file("batch_1.json", "[" + ticket("a"));
    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(SeedFileException.class)
        .hasMessageContainingAll("batch_1.json", "well-formed JSON", "line 2");

    file("batch_1.json", "");
    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(SeedFileException.class)
        .hasMessageContaining("batch_1.json");
  }

  @Test
  @DisplayName("Anything but an array is told")
  void read_notAnArray_isTold() throws IOException {
    file("batch_1.json", ticket("a"));

    assertRefused(path("batch_1.json") + ": must be a JSON array of tickets");
  }

  @Test
  @DisplayName(
      "All that is wrong with a file is told at once: missing fields, bad addresses, types")
  void read_invalidTickets_listsAll() throws IOException {
    file(
        "batch_1.json",
        "["
            + ticket("a")
            + ",{\"id\":\"b\"},"
            + ticket("c").replace("a@moonpost.example", "nobody")
            + ",7,"
            + ticket("d").replace("2026-09-01T08:15:00Z", "yesterday")
            + "]");

    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(SeedFileException.class)
        .hasMessageStartingWith(path("batch_1.json") + ": ")
        .hasMessageContainingAll(
            "[1].subject is required",
            "[1].body is required",
            "[1].from_name is required",
            "[1].from_email is required",
            "[1].created_at is required",
            "[2].from_email must be a valid e-mail address",
            "[3] must be a JSON object",
            "[4].created_at must be an ISO 8601 time")
        .hasMessageNotContainingAny("nobody", "yesterday", "[0]", "\n");
  }

  @Test
  @DisplayName("Of very many mistakes ten are told and the rest are counted")
  void read_manyMistakes_areCounted() throws IOException {
    String tickets =
        IntStream.range(0, 25)
            .mapToObj(i -> ticket("t" + i).replace("a@moonpost.example", "nobody"))
            .collect(Collectors.joining(","));
    file("batch_1.json", "[" + tickets + "]");

    assertThatThrownBy(() -> SeedFiles.read(folder))
        .isInstanceOf(SeedFileException.class)
        .hasMessageContaining("[9].from_email")
        .hasMessageNotContaining("[10].from_email")
        .hasMessageEndingWith("; and 15 more");
  }

  @Test
  @DisplayName("An id twice in one file is told with both places")
  void read_duplicateInFile_isTold() throws IOException {
    file("batch_1.json", "[" + ticket("a") + "," + ticket("b") + "," + ticket("a") + "]");

    assertRefused(path("batch_1.json") + ": [2].id must be unique, and is that of [0] too");
  }

  @Test
  @DisplayName("An id in two files is told with both files")
  void read_duplicateAcrossFiles_isTold() throws IOException {
    file("batch_1.json", "[" + ticket("a") + "]");
    file("batch_2.json", "[" + ticket("b") + "," + ticket("a") + "]");

    assertRefused("Ticket a is in both " + path("batch_1.json") + " and " + path("batch_2.json"));
  }

  @Test
  @DisplayName("A file that is not UTF-8 is told")
  void read_notUtf8_isTold() throws IOException {
    file("batch_1.json", "[" + ticket("a").replace("\"s\"", "\"M\u00fcller\"") + "]", ISO_8859_1);

    assertRefused(path("batch_1.json") + " must be UTF-8, and is not");
  }

  @Test
  @DisplayName("A file that starts with a byte order mark, as some editors write it, is read")
  void read_byteOrderMark_isRead() throws IOException {
    file("batch_1.json", "\ufeff[" + ticket("a") + "]");

    assertThat(SeedFiles.read(folder).tickets()).hasSize(1);
  }

  @Test
  @DisplayName("A folder with the name of a seed file cannot be read")
  void read_folderAsFile_isTold() throws IOException {
    Files.createDirectory(folder.resolve("batch_1.json"));

    assertRefused("Could not read " + path("batch_1.json"));
  }
}
