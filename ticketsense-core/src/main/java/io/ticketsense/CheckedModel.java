package io.ticketsense;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.ValidationException;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.List;

/**
 * Holds a model to its contract: whatever the implementation does, out comes a valid triage or a
 * {@link TriageFailedException}, with a record of at least one attempt where one was made.
 */
final class CheckedModel implements TriageModel {

  private final TriageModel model;
  private final Ticker ticker;

  CheckedModel(TriageModel model, Ticker ticker) {
    this.model = model;
    this.ticker = ticker;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    if (request.deadline().hasPassed()) {
      throw new TriageFailedException(
          FailureReason.TIMEOUT, "No time was left to ask " + name(), List.of());
    }
    long start = ticker.nanos();
    try {
      TriageResult result = model.triage(request);
      request.taxonomy().check(result.output());
      if (!result.attempts().isEmpty()) {
        return result;
      }
      Attempt attempt = Attempt.succeeded(name(), since(start), TokenUsage.NONE);
      return new TriageResult(result.output(), result.source(), result.model(), List.of(attempt));
    } catch (TriageFailedException e) {
      throw e;
    } catch (ValidationException e) {
      throw failure(FailureReason.INVALID_OUTPUT, start, e.getMessage(), e);
    } catch (RuntimeException e) {
      // The message of a foreign exception may quote the ticket; its class and stack do not.
      throw failure(FailureReason.INTERNAL, start, e.getClass().getName(), e);
    }
  }

  private TriageFailedException failure(
      FailureReason reason, long start, String detail, RuntimeException cause) {
    TriageFailedException failure =
        new TriageFailedException(
            reason,
            name() + " failed: " + detail,
            List.of(Attempt.failed(name(), reason, since(start), TokenUsage.NONE)));
    failure.setStackTrace(cause.getStackTrace());
    return failure;
  }

  private Duration since(long start) {
    return Duration.ofNanos(ticker.nanos() - start);
  }
}
