package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.TRIAGE;
import static io.ticketsense.groq.FakeGroq.completion;
import static io.ticketsense.groq.FakeGroq.error;
import static io.ticketsense.groq.FakeGroq.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What is worth a line in the log, once and not for every ticket. */
class NoticesTest {

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.ticketsense.groq");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void captureLog() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void releaseLog() {
    logger.detachAppender(log);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private List<String> lines(Level level) {
    return log.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  @DisplayName("A model that is gone is one warning that says what to do")
  void triage_modelGone_warnsOnce() {
    groq.answers(error(404, "model_not_found", "The model `x` does not exist."));
    GroqTriageModel model = groq.model();

    for (int i = 0; i < 3; i++) {
      assertThat(groq.failure(model)).isNotNull();
    }

    assertThat(lines(Level.WARN))
        .containsExactly(
            "openai/gpt-oss-120b answered 404 model_not_found (request req_01test): The model `x`"
                + " does not exist.; configure another model");
  }

  @Test
  @DisplayName("An answer of another model than the one asked for is told once")
  void triage_rerouted_isToldOnce() {
    groq.answers(
        json(200, completed("openai/gpt-oss-120b-2026-08-06")),
        json(200, completed("openai/gpt-oss-20b")),
        json(200, completed("openai/gpt-oss-20b")),
        json(200, completed("no name\\n\\u0000")));
    GroqTriageModel model = groq.model();

    for (int i = 0; i < 4; i++) {
      var unused = model.triage(groq.request());
    }

    assertThat(lines(Level.INFO))
        .containsExactly("openai/gpt-oss-120b was asked for, and openai/gpt-oss-20b answered");
    assertThat(lines(Level.WARN)).isEmpty();
  }

  @Test
  @DisplayName("A step down to another answer format is told once")
  void triage_stepDown_isToldOnce() {
    groq.answers(
        error(400, "", "This model does not support response format `json_schema`"),
        completion(TRIAGE));
    GroqTriageModel model = groq.model();

    for (int i = 0; i < 3; i++) {
      var unused = model.triage(groq.request());
    }

    assertThat(lines(Level.INFO))
        .containsExactly(
            "openai/gpt-oss-120b refuses answers as STRICT_SCHEMA; asking for SCHEMA from now on");
  }

  private static String completed(String model) {
    return "{\"model\":\""
        + model
        + "\",\"choices\":[{\"message\":{\"content\":\""
        + TRIAGE.replace("\"", "\\\"")
        + "\"}}]}";
  }
}
