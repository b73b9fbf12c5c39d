package io.ticketsense.groq;

import dev.failsafe.ExecutionContext;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.error.FailureReason;
import io.ticketsense.groq.Outcome.Answer;
import io.ticketsense.groq.Outcome.Failure;
import io.ticketsense.port.TriageFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Request;

/** One triage: asks each time it is told to, and keeps the record. */
final class TriageCall {

  private static final Optional<FailureReason> CANCELLED = Optional.of(FailureReason.CANCELLED);

  private final String model;
  private final ChatApi api;
  private final Request request;
  private final ReplyReader reader;
  private final Deadline deadline;
  private final Duration attemptTimeout;
  private final AttemptLog log;

  TriageCall(
      String model,
      ChatApi api,
      Request request,
      ReplyReader reader,
      Deadline deadline,
      Duration attemptTimeout,
      AttemptLog log) {
    this.model = model;
    this.api = api;
    this.request = request;
    this.reader = reader;
    this.deadline = deadline;
    this.attemptTimeout = attemptTimeout;
    this.log = log;
  }

  /** Asks once. */
  TriageOutput attempt(ExecutionContext<TriageOutput> context) throws AttemptException {
    Duration remaining = deadline.remaining();
    Outcome outcome =
        remaining.isZero()
            ? Failure.of(FailureReason.TIMEOUT, "was not asked again: no time was left")
            : ask(context, remaining);
    if (outcome instanceof Answer answer) {
      return answer.output();
    }
    Failure failure = (Failure) outcome;
    throw new AttemptException(
        model, failure, Retries.pauseAfter(failure, log.attempts(), deadline));
  }

  /**
   * Waits for what the attempts come to.
   *
   * @throws TriageFailedException if that is no triage, or nobody waits for it any more; in the
   *     latter case the request under way is cancelled
   */
  TriageOutput await(Future<TriageOutput> future) {
    try {
      return future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failed(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      // Each request has this limit too, but looking up the host name may outlast it.
      throw givenUp(future, FailureReason.TIMEOUT, "did not answer before the deadline");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp(future, FailureReason.CANCELLED, "was given up: the thread was interrupted");
    } catch (CancellationException e) {
      throw ended(FailureReason.CANCELLED, "was closed");
    }
  }

  /** Returns every request made so far. */
  List<Attempt> attempts() {
    return log.attempts();
  }

  private TriageFailedException failed(Throwable cause) {
    if (cause instanceof AttemptException e) {
      Failure failure = e.failure();
      return failure(failure.reason(), failure.detail(), failure.retryAfter());
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RejectedExecutionException) {
      return ended(FailureReason.CANCELLED, "was closed");
    }
    // Of an interceptor, say. Its message may hold anything.
    return ended(FailureReason.INTERNAL, "failed: " + cause.getClass().getName());
  }

  /** Puts the reason on record before the request finds itself cancelled. */
  private TriageFailedException givenUp(Future<?> future, FailureReason reason, String detail) {
    TriageFailedException failure = ended(reason, detail);
    future.cancel(true);
    return failure;
  }

  private TriageFailedException ended(FailureReason reason, String detail) {
    log.ended(Optional.of(reason), TokenUsage.NONE);
    return failure(reason, detail, Optional.empty());
  }

  private TriageFailedException failure(
      FailureReason reason, String detail, Optional<Duration> retryAfter) {
    return new TriageFailedException(reason, model + " " + detail, attempts(), retryAfter);
  }

  private Outcome ask(ExecutionContext<TriageOutput> context, Duration remaining) {
    Call call =
        api.newCall(request, remaining.compareTo(attemptTimeout) < 0 ? remaining : attemptTimeout);
    context.onCancel(call::cancel);
    if (context.isCancelled()) {
      throw new CancellationException();
    }
    log.began();
    Outcome outcome = send(call);
    log.ended(context.isCancelled() ? CANCELLED : outcome.failure(), outcome.usage());
    return outcome;
  }

  private Outcome send(Call call) {
    try {
      return reader.read(api.execute(call));
    } catch (InterruptedIOException e) {
      return Failure.of(FailureReason.TIMEOUT, "did not answer in time");
    } catch (IOException e) {
      return Failure.of(
          FailureReason.UNAVAILABLE,
          "could not be reached at " + request.url().host() + ": " + trouble(e));
    }
  }

  /** Says what is wrong with a connection, without the message, which may hold anything. */
  private static String trouble(IOException e) {
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    return e instanceof SSLException ? "no secure connection" : "the connection broke";
  }
}
