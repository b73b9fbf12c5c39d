package io.ticketsense.evaluation;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks about one ticket and notes what came of it, whatever the model does. */
final class EvaluationCall {

  private final Taxonomy taxonomy;
  private final Supplier<Deadline> deadline;
  private final Ticker ticker;

  EvaluationCall(Taxonomy taxonomy, Supplier<Deadline> deadline, Ticker ticker) {
    this.taxonomy = taxonomy;
    this.deadline = deadline;
    this.ticker = ticker;
  }

  /**
   * Asks.
   *
   * @throws TriageFailedException only when the key is missing or wrong
   */
  EvaluatedTicket evaluate(TriageModel model, LabelledTicket labelled) {
    TriageRequest request =
        new TriageRequest(labelled.ticket(), taxonomy, deadline.get(), Lane.BULK);
    long start = ticker.nanos();
    try {
      TriageResult result = model.triage(request);
      Duration latency = since(start);
      try {
        taxonomy.check(result.output());
      } catch (InvalidOutputException e) {
        return failed(labelled, FailureReason.INVALID_OUTPUT, latency, result.attempts());
      }
      return answered(labelled, result, result.model().orElseGet(model::name), latency);
    } catch (TriageFailedException e) {
      if (e.reason() == FailureReason.UNAUTHENTICATED) {
        throw e;
      }
      return failed(labelled, e.reason(), since(start), e.attempts());
    } catch (InvalidOutputException e) {
      return failed(labelled, FailureReason.INVALID_OUTPUT, since(start), List.of());
    } catch (Exception | StackOverflowError e) {
      // Any Exception, since other JVM languages throw checked ones undeclared; a stack overflow is
      // what a hostile ticket does to a parser.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return failed(labelled, FailureReason.INTERNAL, since(start), List.of());
    }
  }

  private static EvaluatedTicket answered(
      LabelledTicket labelled, TriageResult result, String model, Duration latency) {
    TriageOutput output = result.output();
    return new EvaluatedTicket(
        labelled.ticket().id(),
        labelled.group(),
        outcomes(labelled, Optional.of(output)),
        Optional.empty(),
        Optional.of(model),
        Optional.of(SummaryChecks.of(output.summary(), labelled.ticket())),
        latency,
        result.attempts().size(),
        result.usage());
  }

  private static EvaluatedTicket failed(
      LabelledTicket labelled, FailureReason reason, Duration latency, List<Attempt> attempts) {
    return new EvaluatedTicket(
        labelled.ticket().id(),
        labelled.group(),
        outcomes(labelled, Optional.empty()),
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        latency,
        attempts.size(),
        Attempt.totalUsage(attempts));
  }

  private static Map<LabelField, LabelOutcome> outcomes(
      LabelledTicket labelled, Optional<TriageOutput> output) {
    Map<LabelField, LabelOutcome> outcomes = new EnumMap<>(LabelField.class);
    for (LabelField field : LabelField.values()) {
      outcomes.put(
          field,
          new LabelOutcome(
              field.expected(labelled),
              field.alsoAcceptable(labelled),
              output.map(field::predicted)));
    }
    return outcomes;
  }

  private Duration since(long start) {
    return Duration.ofNanos(Math.max(0, ticker.nanos() - start));
  }
}
