package io.ticketsense;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A model that does what a test wants, and counts its calls. */
final class ScriptedModel implements TriageModel {

  static final TokenUsage USAGE = new TokenUsage(10, 5);

  private final String name;
  private final Function<TriageRequest, TriageResult> script;
  private final AtomicInteger calls = new AtomicInteger();

  ScriptedModel(String name, Function<TriageRequest, TriageResult> script) {
    this.name = name;
    this.script = script;
  }

  static ScriptedModel answering(String name, TriageOutput output) {
    return new ScriptedModel(
        name,
        request ->
            TriageResult.of(
                output, name, List.of(Attempt.succeeded(name, Duration.ofMillis(1), USAGE))));
  }

  static ScriptedModel failing(String name, FailureReason reason) {
    return new ScriptedModel(
        name,
        request -> {
          throw failure(name, reason);
        });
  }

  static TriageFailedException failure(String name, FailureReason reason) {
    return new TriageFailedException(
        reason,
        name + " failed",
        List.of(Attempt.failed(name, reason, Duration.ofMillis(1), USAGE)));
  }

  int calls() {
    return calls.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    Objects.requireNonNull(request, "request");
    calls.incrementAndGet();
    return script.apply(request);
  }
}
