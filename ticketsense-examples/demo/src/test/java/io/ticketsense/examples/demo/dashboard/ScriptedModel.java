package io.ticketsense.examples.demo.dashboard;

import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** A model that answers, waits and fails as a test wants it. */
final class ScriptedModel implements TriageModel {

  static final String NAME = "example/scripted-model";
  static final String FAILURE = "The scripted model is out of order";

  private static final int NO_LIMIT = 1 << 20;

  private volatile Function<Ticket, TriageOutput> script;
  private volatile Semaphore answers;
  private volatile boolean broken;
  private volatile boolean degraded;

  ScriptedModel() {
    reset();
  }

  /** Gives the labels of the seed tickets again, at once. */
  void reset() {
    script = Seeds::labels;
    letAllPass();
    broken = false;
    degraded = false;
  }

  void answer(TriageOutput output) {
    script = ticket -> output;
  }

  void setBroken(boolean broken) {
    this.broken = broken;
  }

  void setDegraded(boolean degraded) {
    this.degraded = degraded;
  }

  /** Keeps all who ask from now on waiting. */
  void hold() {
    answers = new Semaphore(0);
  }

  /** Lets so many of those who wait have their answers. */
  void letPass(int count) {
    answers.release(count);
  }

  void letAllPass() {
    Semaphore before = answers;
    answers = new Semaphore(NO_LIMIT);
    if (before != null) {
      before.release(NO_LIMIT);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    try {
      answers.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TriageFailedException(FailureReason.CANCELLED, "Interrupted", List.of());
    }
    if (broken) {
      throw new TriageFailedException(FailureReason.UNAVAILABLE, FAILURE, List.of());
    }
    TriageResult result = TriageResult.of(script.apply(request.ticket()), NAME);
    return degraded ? result.asDegraded() : result;
  }
}
