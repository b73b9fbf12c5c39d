package io.ticketsense.groq;

import static io.ticketsense.groq.FakeGroq.completion;

import io.ticketsense.contract.TriageModelContract;
import io.ticketsense.port.TriageModel;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroqTriageModelContractTest extends TriageModelContract {

  @RegisterExtension private final FakeGroq groq = new FakeGroq();

  @Override
  protected TriageModel model() {
    groq.answers(completion(FakeGroq.TRIAGE));
    return groq.open(GroqTriageModel.builder(FakeGroq.KEY).baseUrl(groq.ownUrl()));
  }
}
