package io.ticketsense;

import io.ticketsense.contract.Samples;
import io.ticketsense.contract.TriageModelContract;
import io.ticketsense.domain.Ticker;
import io.ticketsense.port.TriageModel;

final class CheckedModelContractTest extends TriageModelContract {

  @Override
  protected TriageModel model() {
    return new CheckedModel(ScriptedModel.answering("good", Samples.output(1)), Ticker.system());
  }
}
