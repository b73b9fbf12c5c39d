package io.ticketsense;

import static java.util.concurrent.TimeUnit.SECONDS;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A model that does what a test wants, and counts its calls. */
final class ScriptedModel implements TriageModel {

  static final TokenUsage USAGE = new TokenUsage(10, 5);

  private final String name;
  private final Function<TriageRequest, TriageResult> script;
  private final AtomicInteger calls = new AtomicInteger();
  private final Set<String> ticketIds = new ConcurrentSkipListSet<>();

  ScriptedModel(String name, Function<TriageRequest, TriageResult> script) {
    this.name = name;
    this.script = script;
  }

  static ScriptedModel answering(String name, TriageOutput output) {
    return new ScriptedModel(name, request -> result(name, output));
  }

  static ScriptedModel failing(String name, FailureReason reason) {
    return new ScriptedModel(
        name,
        request -> {
          throw failure(name, reason);
        });
  }

  /** Throws anything, checked exceptions too, as Kotlin lets models do. */
  static ScriptedModel throwing(String name, Throwable throwable) {
    return new ScriptedModel(
        name,
        request -> {
          throw ScriptedModel.<RuntimeException>sneaky(throwable);
        });
  }

  /** Never answers, tells when it is asked, and gives up as agreed when it is interrupted. */
  static ScriptedModel hanging(String name, CountDownLatch asked, CountDownLatch interrupted) {
    return new ScriptedModel(
        name,
        request -> {
          asked.countDown();
          try {
            boolean released = new CountDownLatch(1).await(60, SECONDS);
            throw new AssertionError("Released " + released + " and not interrupted");
          } catch (InterruptedException e) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
            throw failure(name, FailureReason.CANCELLED);
          }
        });
  }

  static TriageResult result(String name, TriageOutput output) {
    return TriageResult.of(
        output, name, List.of(Attempt.succeeded(name, Duration.ofMillis(1), USAGE)));
  }

  static TriageFailedException failure(String name, FailureReason reason) {
    return failure(name, reason, Optional.empty());
  }

  static TriageFailedException failure(
      String name, FailureReason reason, Optional<Duration> retryAfter) {
    return new TriageFailedException(
        reason,
        name + " failed",
        List.of(Attempt.failed(name, reason, Duration.ofMillis(1), USAGE)),
        retryAfter);
  }

  int calls() {
    return calls.get();
  }

  Set<String> ticketIds() {
    return ticketIds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    Objects.requireNonNull(request, "request");
    calls.incrementAndGet();
    ticketIds.add(request.ticket().id());
    return script.apply(request);
  }

  @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
  private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
