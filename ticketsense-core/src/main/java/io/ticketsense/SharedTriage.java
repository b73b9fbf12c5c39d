package io.ticketsense;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model, once for all who want a triage of the same ticket at the same time. The listener
 * is told by the one who asks; each of the others has a deadline of its own.
 */
final class SharedTriage {

  private final SingleFlight<Ticket, Answer> flights = new SingleFlight<>();
  private final TriageModel model;
  private final Taxonomy taxonomy;
  private final Duration timeout;
  private final Ticker ticker;
  private final Consumer<Consumer<TriageListener>> tell;

  SharedTriage(
      TriageModel model,
      Taxonomy taxonomy,
      Duration timeout,
      Ticker ticker,
      Consumer<Consumer<TriageListener>> tell) {
    this.model = model;
    this.taxonomy = taxonomy;
    this.timeout = timeout;
    this.ticker = ticker;
    this.tell = tell;
  }

  /** What a flight brings: a triage just made, or one that was known. */
  private record Answer(TriageResult result, boolean isNew) {}

  /**
   * Returns what is known, or else asks. Looks up within the flight: whoever comes when it has just
   * ended finds what it left, and looks up once.
   */
  TriageResult findOrAsk(
      Ticket ticket, Supplier<Optional<Triage>> known, Consumer<TriageResult> keep) {
    Deadline deadline = Deadline.after(timeout, ticker);
    Question question = new Question(ticket, Lane.INTERACTIVE, deadline, keep);
    Answer answer =
        share(
            ticket,
            deadline,
            () ->
                known
                    .get()
                    .map(triage -> new Answer(TriageResult.cached(triage), false))
                    .orElseGet(question));
    question.rethrow();
    return answer.result();
  }

  /** Asks, whatever is known. */
  TriageResult ask(Ticket ticket, Consumer<TriageResult> keep) {
    return ask(new Question(ticket, Lane.INTERACTIVE, Deadline.after(timeout, ticker), keep));
  }

  /**
   * Asks, whatever is known, and makes sure of the keeping: when another caller asked, whose
   * keeping may have failed unnoticed, the triage is kept here too, without the attempts, which are
   * charged to the other.
   */
  TriageResult askAndKeep(Ticket ticket, Lane lane, Consumer<TriageResult> keep) {
    Question question = new Question(ticket, lane, Deadline.after(timeout, ticker), keep);
    TriageResult result = ask(question);
    if (!question.wasAsked) {
      keep.accept(result.withAttempts(List.of()));
    }
    return result;
  }

  private TriageResult ask(Question question) {
    while (true) {
      Answer answer = share(question.ticket, question.deadline, question);
      question.rethrow();
      if (answer.isNew()) {
        return answer.result();
      }
    }
  }

  private Answer share(Ticket ticket, Deadline deadline, Supplier<Answer> work) {
    try {
      return flights
          .run(ticket, landed -> await(landed, deadline), work)
          .orElseThrow(() -> failure(FailureReason.TIMEOUT, "No time was left to wait for"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(FailureReason.CANCELLED, "Interrupted while waiting for");
    }
  }

  private static boolean await(CountDownLatch landed, Deadline deadline)
      throws InterruptedException {
    while (!landed.await(deadline.remaining().toNanos(), NANOSECONDS)) {
      if (deadline.hasPassed()) {
        return false;
      }
    }
    return true;
  }

  private static TriageFailedException failure(FailureReason reason, String what) {
    return new TriageFailedException(reason, what + " a triage already in flight", List.of());
  }

  /** Asks the model, has the answer kept and tells the listener, before anyone else knows. */
  private final class Question implements Supplier<Answer> {

    private final Ticket ticket;
    private final Lane lane;
    private final Deadline deadline;
    private final Consumer<TriageResult> keep;

    private boolean wasAsked;
    private @Nullable RuntimeException notKept;

    Question(Ticket ticket, Lane lane, Deadline deadline, Consumer<TriageResult> keep) {
      this.ticket = ticket;
      this.lane = lane;
      this.deadline = deadline;
      this.keep = keep;
    }

    @Override
    public Answer get() {
      wasAsked = true;
      TriageResult result = askModel();
      try {
        keep.accept(result);
      } catch (RuntimeException e) {
        notKept = e; // Of concern to this caller only: the others have their triage.
      } finally {
        if (result.degraded()) {
          tell.accept(l -> l.degraded(ticket, result));
        }
        tell.accept(l -> l.triaged(ticket, result));
      }
      return new Answer(result, true);
    }

    private TriageResult askModel() {
      try {
        return model.triage(new TriageRequest(ticket, taxonomy, deadline, lane));
      } catch (TriageFailedException e) {
        tell.accept(l -> l.failed(ticket, e));
        throw e;
      } catch (Error e) {
        TriageFailedException failure =
            new TriageFailedException(
                FailureReason.INTERNAL,
                model.name() + " threw " + e.getClass().getName(),
                List.of());
        tell.accept(l -> l.failed(ticket, failure));
        throw e;
      }
    }

    void rethrow() {
      if (notKept != null) {
        throw notKept;
      }
    }
  }
}
