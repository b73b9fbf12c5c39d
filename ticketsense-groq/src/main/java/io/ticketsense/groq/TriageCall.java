package io.ticketsense.groq;

import dev.failsafe.ExecutionContext;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.error.FailureReason;
import io.ticketsense.groq.Outcome.Answer;
import io.ticketsense.groq.Outcome.Failure;
import io.ticketsense.port.QuotaGate.Permit;
import io.ticketsense.port.TriageFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import okhttp3.Call;

/** One triage: asks each time it is told to, and keeps the record. */
final class TriageCall {

  private static final Optional<FailureReason> CANCELLED = Optional.of(FailureReason.CANCELLED);

  /** No quota is longer than a day, so a wish beyond it must not silence the process for a year. */
  private static final Duration LONGEST_COMMON_PAUSE = Duration.ofDays(1);

  private final Server server;
  private final TriageRequest request;
  private final Optional<ApiKey> key;
  private final String ticket;
  private final long ticketTokens;
  private final ReplyReader reader;
  private final Plan plan;
  private final AttemptLog log;

  TriageCall(Server server, TriageRequest request, Optional<ApiKey> key) {
    this.server = server;
    this.request = request;
    this.key = key;
    this.ticket = TicketMessage.of(request.ticket());
    this.ticketTokens = Tokens.estimate(ticket);
    this.reader = new ReplyReader(request.taxonomy(), server.groq(), key, server.clock());
    this.plan = new Plan(server.ladder().current(), server.random());
    this.log = new AttemptLog(server.model(), server.ticker());
  }

  /** Asks once. */
  Answer attempt(ExecutionContext<Answer> context) throws AttemptException {
    Outcome outcome = ask(context);
    if (outcome instanceof Answer answer) {
      return answer;
    }
    Failure failure = (Failure) outcome;
    throw new AttemptException(server.model(), failure, plan.next(failure, request.deadline()));
  }

  /**
   * Waits for what the attempts come to.
   *
   * @throws TriageFailedException if that is no triage, or nobody waits for it any more; in the
   *     latter case the request under way is cancelled
   */
  Answer await(Future<Answer> future) {
    try {
      return future.get(request.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
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
      TriageFailedException failed =
          failure(failure.reason(), failure.detail(), failure.retryAfter());
      if (failure.reason() == FailureReason.MODEL_NOT_FOUND) {
        server.notices().modelNotFound(String.valueOf(failed.getMessage()));
      }
      return failed;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RejectedExecutionException || cause instanceof InterruptedException) {
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
    return new TriageFailedException(reason, server.model() + " " + detail, attempts(), retryAfter);
  }

  private Outcome ask(ExecutionContext<Answer> context) {
    RequestTemplate template = server.templates().of(request.taxonomy(), plan.format());
    long reserved = template.tokens() + ticketTokens + repairTokens() + plan.answerTokens();
    CompletableFuture<Permit> turn =
        server.gate().acquire(reserved, request.lane(), request.deadline());
    context.onCancel(() -> turn.cancel(true));
    Permit permit;
    try {
      if (context.isCancelled()) {
        turn.cancel(true); // It was cancelled before it could be told so.
      }
      permit = turn.get();
    } catch (ExecutionException e) {
      return outOfQuota(e);
    } catch (InterruptedException e) {
      turn.cancel(true);
      var unused = turn.thenAccept(Permit::unused); // It may have come in between.
      throw new CancellationException();
    }
    Duration remaining = request.deadline().remaining();
    if (remaining.isZero()) {
      permit.unused();
      return Failure.of(
          FailureReason.TIMEOUT, Remedy.NEXT_MODEL, "was not asked again: no time was left");
    }
    Call call =
        server
            .api()
            .newCall(
                template.body(ticket, plan.repair(), plan.answerTokens()),
                key,
                remaining.compareTo(server.attemptTimeout()) < 0
                    ? remaining
                    : server.attemptTimeout());
    context.onCancel(call::cancel);
    if (context.isCancelled()) {
      permit.unused();
      throw new CancellationException();
    }
    log.began();
    Outcome outcome = send(call, permit, reserved);
    log.ended(context.isCancelled() ? CANCELLED : outcome.failure(), outcome.usage());
    return outcome;
  }

  private long repairTokens() {
    return plan.repair().map(r -> Tokens.estimate(r.answer() + r.message())).orElse(0L);
  }

  private Failure outOfQuota(ExecutionException e) {
    if (e.getCause() instanceof TriageFailedException refusal) {
      return new Failure(
          refusal.reason(),
          Remedy.NEXT_MODEL,
          "was not asked: " + refusal.getMessage(),
          refusal.retryAfter(),
          TokenUsage.NONE,
          Optional.empty(),
          OptionalInt.empty());
    }
    throw new IllegalStateException("A quota gate failed: " + e.getCause());
  }

  private Outcome send(Call call, Permit permit, long reserved) {
    Reply reply;
    try {
      reply = server.api().execute(call);
    } catch (InterruptedIOException e) {
      permit.used(reserved);
      return Failure.of(FailureReason.TIMEOUT, Remedy.RETRY, "did not answer in time");
    } catch (IOException e) {
      if (isUnsent(e)) {
        permit.unused();
      } else {
        permit.used(reserved);
      }
      return Failure.of(
          FailureReason.UNAVAILABLE,
          Remedy.RETRY,
          "could not be reached at " + server.api().host() + ": " + trouble(e));
    } catch (Throwable e) { // The client, written in Kotlin, may throw InterruptedException too.
      permit.used(reserved);
      throw e;
    }
    long charged = reply.usage().totalTokens() - reply.cachedTokens();
    permit.used(charged > 0 || !reply.isSuccess() ? Math.max(0, charged) : reserved);
    Outcome outcome = reader.read(reply);
    tellOthers(reply, outcome);
    return outcome;
  }

  /** Tells everybody who waits for this model what this answer says about it. */
  private void tellOthers(Reply reply, Outcome outcome) {
    server
        .profile()
        .limitHeaders()
        .forEach(
            (ending, limit) -> {
              reply
                  .count("x-ratelimit-limit-" + ending)
                  .filter(allowed -> allowed > 0)
                  .ifPresent(allowed -> server.gate().allowed(limit, allowed));
              reply
                  .count("x-ratelimit-remaining-" + ending)
                  .ifPresent(left -> server.gate().remaining(limit, left));
            });
    if (reply.status() == 429) {
      RetryAfter.of(reply, server.clock())
          .map(wish -> wish.compareTo(LONGEST_COMMON_PAUSE) < 0 ? wish : LONGEST_COMMON_PAUSE)
          .ifPresent(server.gate()::pause);
    }
    if (outcome.failure().orElse(FailureReason.INVALID_OUTPUT) == FailureReason.INVALID_OUTPUT) {
      server.ladder().accepted(plan.format()); // The model wrote something.
    }
    reply
        .model()
        .map(answered -> ProviderMessage.redacted(answered, key))
        .ifPresent(answered -> server.notices().answeredBy(answered, server.model()));
  }

  private static boolean isUnsent(IOException e) {
    return e instanceof ConnectException || e instanceof UnknownHostException;
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
