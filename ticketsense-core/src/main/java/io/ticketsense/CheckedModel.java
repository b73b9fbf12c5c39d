package io.ticketsense;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.InvalidOutputException;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Holds a model to its contract: whatever the implementation does, out comes a valid triage or a
 * {@link TriageFailedException}, with the attempts that the model recorded or one that stands for
 * all. Only an {@link Error} that is no fault of one ticket gets through.
 */
final class CheckedModel implements TriageModel {

  private final TriageModel model;
  private final String name;
  private final Ticker ticker;

  CheckedModel(TriageModel model, Ticker ticker) {
    this.model = model;
    this.name = Objects.requireNonNull(model.name(), "A model needs a name");
    this.ticker = ticker;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    if (request.deadline().hasPassed()) {
      throw new TriageFailedException(
          FailureReason.TIMEOUT, "No time was left to ask " + name, List.of());
    }
    long start = ticker.nanos();
    List<Attempt> attempts = List.of();
    try {
      TriageResult result = model.triage(request);
      attempts = result.attempts();
      request.taxonomy().check(result.output());
      if (!attempts.isEmpty()) {
        return result;
      }
      return result.withAttempts(List.of(Attempt.succeeded(name, since(start), TokenUsage.NONE)));
    } catch (TriageFailedException e) {
      throw e;
    } catch (InvalidOutputException e) {
      FailureReason reason = FailureReason.INVALID_OUTPUT;
      throw failure(reason, e.getMessage(), failed(attempts, reason, start), e);
    } catch (Exception | StackOverflowError e) {
      // Any Exception, since other JVM languages throw checked ones undeclared. A stack overflow is
      // what a hostile ticket does to a parser. The message of a foreign exception may quote the
      // ticket; its class and stack do not.
      FailureReason reason = reasonOf(e);
      throw failure(reason, e.getClass().getName(), failed(attempts, reason, start), e);
    }
  }

  /** A model that fails in its own way on an interrupted thread was interrupted. */
  private static FailureReason reasonOf(Throwable e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return Thread.currentThread().isInterrupted()
        ? FailureReason.CANCELLED
        : FailureReason.INTERNAL;
  }

  private TriageFailedException failure(
      FailureReason reason, String detail, List<Attempt> attempts, Throwable cause) {
    TriageFailedException failure =
        new TriageFailedException(reason, name + " failed: " + detail, attempts);
    failure.setStackTrace(cause.getStackTrace());
    return failure;
  }

  /**
   * The last attempt gave what turned out to be no triage; its tokens were charged all the same.
   */
  private List<Attempt> failed(List<Attempt> attempts, FailureReason reason, long start) {
    if (attempts.isEmpty()) {
      return List.of(Attempt.failed(name, reason, since(start), TokenUsage.NONE));
    }
    List<Attempt> failed = new ArrayList<>(attempts);
    Attempt last = failed.remove(failed.size() - 1);
    failed.add(Attempt.failed(last.model(), reason, last.latency(), last.usage()));
    return failed;
  }

  private Duration since(long start) {
    return Duration.ofNanos(ticker.nanos() - start);
  }
}
