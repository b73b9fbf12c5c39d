package io.ticketsense.examples.local;

import io.ticketsense.contract.TriageModelContract;
import io.ticketsense.port.TriageModel;

final class LocalTriageModelContractTest extends TriageModelContract {

  private static final LocalTriageModel MODEL = LocalTriageModel.load();

  @Override
  protected TriageModel model() {
    return MODEL;
  }
}
