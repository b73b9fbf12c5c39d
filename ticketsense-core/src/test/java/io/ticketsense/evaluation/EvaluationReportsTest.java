package io.ticketsense.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluationReportsTest {

  private static final String HOSTILE = "<script>alert(1)</script> & \"'";

  @TempDir private Path folder;

  /** Right on most, wrong on some, severely so on one, failing on one. */
  private static TriageModel model(String name) {
    return Labelled.model(
        name,
        request -> {
          int number = Labelled.number(request);
          if (number == 2) {
            throw new TriageFailedException(FailureReason.TIMEOUT, "late", List.of());
          }
          int told = number % 7 == 3 ? number + 1 : number;
          return TriageResult.of(
              Samples.output(told),
              name,
              List.of(Attempt.succeeded(name, Duration.ZERO, new TokenUsage(10, 2))));
        });
  }

  private static Evaluation evaluation(String name) {
    return Labelled.evaluate(
        model(name), Labelled.tickets(12).stream().map(t -> t.withGroup("A & <b>")).toList());
  }

  @Test
  @DisplayName("The text tells scores, groups, classes, severe errors, cost and failures")
  void text_evaluation_isComplete() {
    assertThat(EvaluationText.of(evaluation("model-1")).lines())
        .startsWith("model-1 on 12 tickets, 1 failed")
        .contains(
            "95 % intervals in brackets: bootstrap over tickets, 100 resamples, seed 1",
            "Scores",
            "Accuracy by group",
            "Macro F1 by group",
            "Severe errors (critical told as low): 1 of 3 critical tickets, 0.333 [0.000, 1.000]",
            "  ticket_003",
            "Latency: p50 0.0 ms, p95 0.0 ms; tokens per ticket: 9.2 in, 1.8 out",
            "Failures, counted as wrong:",
            "  timeout 1: ticket_002")
        .anyMatch(line -> line.matches(" +priority +0\\.750 \\[0\\.\\d{3}, \\d\\.\\d{3}] .*"))
        .anyMatch(line -> line.matches(" +critical +3 .*\\| +1 +0 +0 +2 +0"))
        .anyMatch(line -> line.startsWith("Summaries that pass: length 1.000, one sentence 1.000"));
  }

  @Test
  @DisplayName("Columns line up")
  void text_columns_lineUp() {
    List<String> lines =
        new TextTable()
            .row(List.of("a", "bcd", "e"))
            .row(List.of("\uD83D\uDE80ab", "x", "yz"))
            .lines();

    assertThat(lines).containsExactly("a    bcd   e", "\uD83D\uDE80ab    x  yz");
  }

  @Test
  @DisplayName("The page is well-formed, without scripts, and nothing in it is taken for markup")
  void html_hostileNames_areEscaped() throws Exception {
    Evaluation evaluation = evaluation(HOSTILE);
    String html =
        EvaluationHtml.of(
            evaluation,
            List.of(evaluation("simple"), evaluation(HOSTILE)),
            Comparison.of(evaluation, evaluation));

    assertThat(html)
        .doesNotContain("<script", "<b>\"", "http:", "https:", "src=", "href=")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;", "A &amp; &lt;b&gt;")
        .contains("default-src 'none'")
        .contains("severe", "Failures, counted as wrong", "Compared with");
    String xml =
        html.substring(html.indexOf("<body>"), html.indexOf("</html>")).replace("&nbsp;", " ");
    var body =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new java.io.ByteArrayInputStream(xml.getBytes(UTF_8)));
    assertThat(body.getElementsByTagName("table").getLength()).isEqualTo(13);
    assertThat(body.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(HOSTILE);
  }

  @Test
  @DisplayName("On the page the model stands below the simple models, each with its scores")
  void html_baselines_standBesideTheModel() {
    Evaluation model = evaluation("model");
    Evaluation simple = evaluation("simple");

    String html = EvaluationHtml.of(model, List.of(simple));

    String section =
        html.substring(html.indexOf("<h2>Beside simple models"), html.indexOf("<h2>By group"));
    assertThat(section.replaceAll("<[^>]+>", " ").lines().map(String::strip))
        .containsSubsequence("Accuracy", "Labels by", "simple", "12", "1", "model", "12", "1")
        .containsSubsequence("Macro F1", "Labels by", "simple", "model")
        .filteredOn(cell -> cell.startsWith("0.750 "))
        .as("the accuracy of each field, twice")
        .hasSize(6);
    assertThat(EvaluationHtml.of(model)).doesNotContain("Beside simple models");
  }

  @Test
  @DisplayName("No report holds text of a ticket, or what a model made of it")
  void reports_tickets_areNotQuoted() {
    Evaluation evaluation = evaluation("m");

    for (String report :
        List.of(
            EvaluationText.of(evaluation),
            EvaluationHtml.of(evaluation),
            EvaluationJson.write(evaluation),
            evaluation.toString() + evaluation.tickets())) {
      assertThat(report).doesNotContain("Subject of", "Body of", "Ana", "moonpost", "Summary 1");
    }
  }

  static Stream<MatchResult> shades() {
    String css = new HtmlPage().html("");
    return Pattern.compile("\\.(hit|miss)(\\d) \\{ background: #(\\w{6}); color: #(\\w{6}); }")
        .matcher(css)
        .results();
  }

  @Test
  @DisplayName("Every shade of a confusion matrix can be read: a contrast of 4.5 to 1 or more")
  void html_shades_haveContrast() {
    assertThat(shades())
        .hasSize(2 * HtmlPage.SHADES)
        .allSatisfy(
            shade -> {
              double one = luminance(shade.group(3)) + 0.05;
              double other = luminance(shade.group(4)) + 0.05;
              assertThat(Math.max(one, other) / Math.min(one, other))
                  .as(shade.group())
                  .isGreaterThanOrEqualTo(4.5);
            });
  }

  private static double luminance(String hex) {
    double[] parts = new double[3];
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      parts[i] = part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }

  @Test
  @DisplayName("What is written as JSON is read again as it was, comparison or not")
  void json_readAgain_isTheSame() throws Exception {
    Evaluation evaluation = evaluation(HOSTILE);
    Comparison comparison = Comparison.of(evaluation, evaluation);
    Path file =
        Files.writeString(
            folder.resolve("earlier.json"), EvaluationJson.write(evaluation, comparison), UTF_8);

    Evaluation read = EvaluationJson.read(file);

    assertThat(EvaluationJson.write(read)).isEqualTo(EvaluationJson.write(evaluation));
    assertThat(read.tickets()).isEqualTo(evaluation.tickets());
    assertThat(Comparison.of(read, evaluation)).isEqualTo(comparison);
  }

  @Test
  @DisplayName("The JSON holds every score by name")
  void json_scores_areNamed() throws Exception {
    JsonNode json = new ObjectMapper().readTree(EvaluationJson.write(evaluation("m")));

    assertThat(json.at("/overall/priority/accuracy/value").doubleValue()).isEqualTo(0.75);
    assertThat(json.at("/overall/category/weighted_kappa").isMissingNode()).isTrue();
    assertThat(json.at("/overall/priority/confusion/critical/predicted/low").intValue())
        .isEqualTo(1);
    assertThat(json.at("/overall/priority/confusion/high/failed").intValue()).isEqualTo(1);
    assertThat(json.at("/overall/priority/classes/critical/support").intValue()).isEqualTo(3);
    assertThat(json.at("/overall/severe_errors/ids/0").textValue()).isEqualTo("ticket_003");
    assertThat(json.at("/overall/summaries/one_sentence/value").doubleValue()).isEqualTo(1);
    assertThat(json.at("/groups").size()).isEqualTo(1);
    assertThat(json.at("/tickets/2/failure").textValue()).isEqualTo("TIMEOUT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/model         | 7                 | model must be a string",
        "/seed          | \"x\"             | seed must be a whole number",
        "/resamples     | 0                 | resamples must be 1 to 100000",
        "/labels        | {}                | labels.priority must list the priorities",
        "/tickets       | []                | tickets must be a list that is not empty",
        "/tickets/0     | {}                | tickets[0]: id must be a ticket id",
        "/tickets/0/id  | \"ticket_001\"    | tickets[1]: id must be unique",
        "/tickets/0/priority | {}           | ticket_000: priority must hold labels of those listed",
        "/tickets/0/failure  | \"TIMEOUT\"  | ticket_000: must be as an evaluation writes it",
        "/tickets/0/failure  | \"NONSENSE\" | ticket_000: must be as an evaluation writes it",
        "/tickets/0/input_tokens | -1       | ticket_000: must be as an evaluation writes it",
      })
  @DisplayName("A result that was tampered with is refused, by file, ticket and field")
  void json_tampered_isRefused(String pointer, String value, String problem) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(EvaluationJson.write(evaluation("m")));
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = json.at(pointer.substring(0, cut));
    if (parent instanceof ObjectNode object) {
      object.set(pointer.substring(cut + 1), mapper.readTree(value));
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(0, mapper.readTree(value));
    }
    Path file = Files.writeString(folder.resolve("earlier.json"), json.toString(), UTF_8);

    assertThatThrownBy(() -> EvaluationJson.read(file))
        .isInstanceOf(LabelledDataException.class)
        .hasMessageContaining(file + ": " + problem);
  }

  @Test
  @DisplayName("What is no JSON at all is refused by name")
  void json_none_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("earlier.json"), "not JSON", UTF_8);

    assertThatThrownBy(() -> EvaluationJson.read(file))
        .isInstanceOf(LabelledDataException.class)
        .hasMessageStartingWith(file + ": must be well-formed JSON");
  }
}
