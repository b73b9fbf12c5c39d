package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the JSON is in what a model wrote. */
class AnswerTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        " \n{\"a\":1}\n",
        "```json\n{\"a\":1}\n```",
        "```\n{\"a\":1}```",
        "x\n{\"a\":1}```",
        "<think>Is it {\"b\":2}?</think>{\"a\":1}",
        "thoughts without a beginning {\"b\":2} </think>\n```\n{\"a\":1}\n```",
        "Here you are: {\"a\":1}. Anything else?",
        "{not json} then {\"a\":1}"
      })
  @DisplayName("An object is found bare, fenced, after thoughts and in prose")
  void candidates_oneObject_isFound(String content) {
    assertThat(AnswerText.candidates(content)).containsExactly("{\"a\":1}");
  }

  @Test
  @DisplayName("Of several objects all may be the answer")
  void candidates_severalObjects_areAllFound() {
    assertThat(AnswerText.candidates("draft {\"a\":{\"}\":1}} final {\"b\":2} end"))
        .containsExactly("{\"a\":{\"}\":1}}", "{\"b\":2}");
  }

  @Test
  @DisplayName("A bare object that quotes the end of a thought is left whole")
  void candidates_objectQuotesThinkEnd_isWhole() {
    String answer = "{\"a\":\"</think>{\"}";

    assertThat(AnswerText.candidates(answer)).containsExactly(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prose", "<think>{\"a\":1}", "[1]", "{", "{\"a\":"})
  @DisplayName("Where no object can be found, the whole text is to blame")
  void candidates_noObject_isWholeText(String content) {
    List<String> candidates = AnswerText.candidates(content);

    assertThat(candidates).hasSize(1);
  }

  @Test
  @DisplayName("A flood of braces does not take for ever")
  void candidates_manyBraces_areBounded() {
    String flood = "x" + "{".repeat(1_000_000);

    assertThat(AnswerText.candidates(flood)).containsExactly(flood);
  }
}
