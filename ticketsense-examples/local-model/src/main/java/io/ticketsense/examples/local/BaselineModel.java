package io.ticketsense.examples.local;

import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageModel;
import java.util.List;
import java.util.function.Function;

/**
 * Labels tickets in a simple way, and does not summarize them.
 *
 * @param name of the way
 * @param labeller labels a text
 */
record BaselineModel(String name, Function<Message, Labels> labeller) implements TriageModel {

  private static final String SUMMARY = "A baseline has no summary.";
  private static final List<String> TAGS = List.of("baseline", "labels-only");

  @Override
  public TriageResult triage(TriageRequest request) {
    Labels labels = labeller.apply(Message.of(request.ticket().subject(), request.ticket().body()));
    return TriageResult.of(
        new TriageOutput(labels.priority(), labels.category(), labels.sentiment(), SUMMARY, TAGS),
        name);
  }
}
