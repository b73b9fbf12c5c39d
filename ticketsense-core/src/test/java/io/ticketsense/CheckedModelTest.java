package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rest is seen from outside, by the tests of the service and the chain. */
final class CheckedModelTest {

  @Test
  @DisplayName("A model for which no time is left is not asked")
  void triage_noTimeLeft_asksNot() {
    ManualTicker ticker = new ManualTicker();
    ScriptedModel model = ScriptedModel.answering("m", Samples.output(1));
    TriageModel checked = new CheckedModel(model, ticker);
    Deadline deadline = Deadline.after(Duration.ofSeconds(1), ticker);
    ticker.advance(Duration.ofSeconds(1));

    TriageFailedException failure =
        catchThrowableOfType(
            TriageFailedException.class,
            () ->
                checked.triage(
                    new TriageRequest(Samples.ticket(1), Taxonomy.standard(), deadline)));

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failure).hasMessage("No time was left to ask m");
    assertThat(failure.attempts()).isEmpty();
    assertThat(model.calls()).isZero();
  }
}
