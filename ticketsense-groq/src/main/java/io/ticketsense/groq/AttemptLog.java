package io.ticketsense.groq;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records the requests of one triage. Safe for all threads. */
final class AttemptLog {

  private final String model;
  private final Ticker ticker;

  // All guarded by this: nothing here waits.
  private final List<Attempt> attempts = new ArrayList<>();
  private boolean underWay;
  private long startNanos;

  AttemptLog(String model, Ticker ticker) {
    this.model = model;
    this.ticker = ticker;
  }

  synchronized void began() {
    underWay = true;
    startNanos = ticker.nanos();
  }

  /** Ends the attempt under way; does nothing when there is none, as after a cancellation. */
  synchronized void ended(Optional<FailureReason> failure, TokenUsage usage) {
    if (underWay) {
      underWay = false;
      Duration latency = Duration.ofNanos(ticker.nanos() - startNanos);
      attempts.add(new Attempt(model, failure, latency, usage));
    }
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }
}
