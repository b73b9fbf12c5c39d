package io.ticketsense.evaluation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelledTicketsTest {

  private static final String LABELS =
      "\"priority\":\"high\",\"category\":\"billing\",\"sentiment\":\"angry\"";

  @TempDir private Path folder;

  private static String ticket(String id) {
    return "{\"id\":\""
        + id
        + "\",\"subject\":\"S3CRET\",\"body\":\"S3CRET\",\"from_name\":\"Ana\",\"from_email\":"
        + "\"ana@moonpost.example\",\"created_at\":\"2026-09-01T08:15:00Z\"}";
  }

  private static String line(String id, String labels) {
    String ticket = ticket(id);
    return ticket.substring(0, ticket.length() - 1) + "," + labels + "}";
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, UTF_8);
  }

  private LabelledTickets read(String labels) throws IOException {
    Path first = file("batch_1.json", "[" + ticket("a") + "," + ticket("b") + "]");
    Path second = file("batch_2.json", "\ufeff[" + ticket("c") + "]");
    return LabelledTickets.read(
        file("labels.json", labels), List.of(first, second), Taxonomy.standard());
  }

  private List<LabelledTicket> readLines(String text) throws IOException {
    return LabelledTickets.readLines(file("set.jsonl", text), Taxonomy.standard()).labelled();
  }

  private List<String> problems(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    LabelledDataException e = catchThrowableOfType(LabelledDataException.class, reading);
    assertThat(e).as("it should have been refused").isNotNull();
    assertThat(e.getMessage()).doesNotContain("S3CRET");
    return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  @DisplayName("Labels go to the tickets with their ids, grouped by file; the rest is counted")
  void read_labels_goToTickets() throws Exception {
    LabelledTickets read =
        read(
            "{\"c\":{"
                + LABELS
                + ",\"priority_also\":[\"critical\",\"high\"],\"category_also\":[\"general\"],"
                + "\"sentiment_also\":[],\"summary\":\"Short.\",\"more\":1},\"a\":{"
                + LABELS
                + "}}");

    assertThat(read.unlabelled()).isEqualTo(1);
    assertThat(read.labelled()).extracting(t -> t.ticket().id()).containsExactly("a", "c");
    LabelledTicket labelled = read.labelled().get(1);
    assertThat(labelled.priority()).isEqualTo(Priority.HIGH);
    assertThat(labelled.category()).isEqualTo(Category.BILLING);
    assertThat(labelled.sentiment()).isEqualTo(Sentiment.ANGRY);
    assertThat(labelled.priorityAlso()).containsExactly(Priority.CRITICAL);
    assertThat(labelled.categoryAlso()).containsExactly(Category.GENERAL);
    assertThat(labelled.sentimentAlso()).isEmpty();
    assertThat(labelled.summary()).contains("Short.");
    assertThat(labelled.group()).contains("batch_2");
    assertThat(labelled.toString()).isEqualTo("LabelledTicket[id=c]");
  }

  @Test
  @DisplayName("JSON lines hold tickets and labels; blank lines and a byte order mark do no harm")
  void readLines_lines_areRead() throws Exception {
    List<LabelledTicket> read =
        readLines(
            "\ufeff"
                + line("a", LABELS)
                + "\r\n\r\n  \n"
                + line("b", LABELS + ",\"group\":\"invoices\",\"summary\":null")
                + "\n");

    assertThat(read).extracting(t -> t.ticket().id()).containsExactly("a", "b");
    assertThat(read.get(0).group()).isEmpty();
    assertThat(read.get(1).group()).contains("invoices");
    assertThat(read.get(1).summary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                          | labels.json: holds no labels",
        "[]                          | labels.json: must be a JSON object",
        "                            | labels.json: must be a JSON object",
        "{\"a\":                     | labels.json: must be well-formed JSON, and is not at line 1,"
            + " column 6",
        "{\"a\":1}                   | labels.json: a: must be a JSON object",
        "{\"zz\":{}}                 | labels.json: zz: there is no ticket with this id",
        "{\"S3CRET, no id\":{}}      | labels.json: an entry that is not named by a ticket id: there"
            + " is no ticket with this id",
        "{\"a\":1,\"a\":1}           | labels.json: must be well-formed JSON, and is not at line 1,"
            + " column 11",
      })
  @DisplayName("A broken labels file is told by name, id and what is wrong")
  void read_brokenLabels_areTold(String json, String problem) {
    assertThat(problems(() -> read(json == null ? "" : json))).contains(problem);
  }

  @Test
  @DisplayName("Every wrong label of every ticket is told at once, without its value")
  void read_wrongLabels_areAllTold() {
    List<String> problems =
        problems(
            () ->
                read(
                    "{\"a\":{\"priority\":\"S3CRET\",\"category\":7,\"sentiment_also\":\"angry\"},"
                        + "\"c\":{"
                        + LABELS
                        + ",\"priority_also\":[\"low\",\"S3CRET\"],\"summary\":\" \"}}"));

    assertThat(problems)
        .containsExactly(
            "labels.json: a: priority must be one of low, medium, high, critical",
            "labels.json: a: category must be one of billing, technical, feature_request,"
                + " complaint, general",
            "labels.json: a: sentiment is required",
            "labels.json: a: sentiment_also must be a list of labels",
            "labels.json: c: priority_also[1] must be one of low, medium, high, critical",
            "labels.json: c: summary must be a string that is not blank");
  }

  @Test
  @DisplayName("Broken tickets and ids in two files are told by file and id")
  void read_brokenTickets_areTold() throws Exception {
    Path labels = file("labels.json", "{}");
    Path first = file("batch_1.json", "[" + ticket("a") + "]");
    Path second = file("batch_2.json", "[" + ticket("a") + "]");
    Path third = file("batch_3.json", "[{\"id\":\"b\"}]");

    assertThat(
            problems(
                () ->
                    LabelledTickets.read(
                        labels, List.of(first, second, third), Taxonomy.standard())))
        .contains(
            "batch_2.json: a: is in " + first.toString().replace(folder + "/", "") + " too",
            "batch_3.json: [0].subject is required");
  }

  @Test
  @DisplayName("Broken lines are told by number and field, all of them")
  void readLines_broken_areTold() {
    String text =
        String.join(
            "\n",
            line("a", LABELS),
            "{\"id\":",
            "[1]",
            line("a", LABELS),
            line("b", "\"priority\":\"urgent\""),
            "{" + LABELS + "}",
            line("c", LABELS) + line("d", LABELS));

    assertThat(problems(() -> readLines(text)))
        .contains(
            "set.jsonl: line 2: must be well-formed JSON, and is not at column 7",
            "set.jsonl: line 3: must be a JSON object",
            "set.jsonl: line 4: id must be unique, and is that of line 1 too",
            "set.jsonl: line 5: priority must be one of low, medium, high, critical",
            "set.jsonl: line 5: category is required",
            "set.jsonl: line 6: id is required",
            "set.jsonl: line 6: subject is required")
        .anyMatch(problem -> problem.startsWith("set.jsonl: line 7: must be well-formed JSON"));
  }

  @Test
  @DisplayName("Files that are empty, missing, folders or not UTF-8 are told as such")
  void read_noFile_isTold() throws Exception {
    Path latin = Files.writeString(folder.resolve("latin.jsonl"), "Ana Díaz", ISO_8859_1);
    Path missing = folder.resolve("missing.jsonl");

    assertThat(problems(() -> readLines("")))
        .containsExactly("set.jsonl: holds no labelled tickets");
    assertThat(problems(() -> readLines("\n \n"))).hasSize(1);
    assertThat(problems(() -> LabelledTickets.readLines(missing, Taxonomy.standard())))
        .containsExactly("missing.jsonl: does not exist");
    assertThat(problems(() -> LabelledTickets.readLines(latin, Taxonomy.standard())))
        .containsExactly("latin.jsonl: must be UTF-8, and is not");
    assertThat(problems(() -> LabelledTickets.read(latin, List.of(), Taxonomy.standard())))
        .containsExactly("latin.jsonl: must be UTF-8, and is not");
    assertThatThrownBy(() -> LabelledTickets.readLines(folder, Taxonomy.standard()))
        .isInstanceOf(LabelledDataException.class)
        .hasMessageEndingWith("could not be read");
  }

  @Test
  @DisplayName("Of very many problems some are enough, and the message tells ten")
  void readLines_manyProblems_areCut() {
    List<String> problems = problems(() -> readLines("{\n".repeat(5_000)));

    assertThat(problems).hasSize(100);
    assertThatThrownBy(() -> readLines("{\n".repeat(12)))
        .hasMessageContaining("line 10:")
        .hasMessageEndingWith("; and 2 more");
  }
}
