package io.ticketsense;

import io.ticketsense.contract.Samples;
import io.ticketsense.contract.TriageModelContract;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageModel;

final class FallbackTriageModelContractTest extends TriageModelContract {

  @Override
  protected TriageModel model() {
    return FallbackTriageModel.of(
        ScriptedModel.failing("broken", FailureReason.UNAVAILABLE),
        ScriptedModel.answering("good", Samples.output(1)));
  }
}
