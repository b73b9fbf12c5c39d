package io.ticketsense.examples.demo.http;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that can be made to wait and to fail. */
final class StubModel implements TriageModel {

  static final String NAME = "stub";

  private final AtomicInteger waiting = new AtomicInteger();
  private volatile CountDownLatch doors = new CountDownLatch(0);
  private volatile Priority priority = Priority.LOW;
  private volatile boolean broken;

  static TriageOutput output(Priority priority, Category category, Sentiment sentiment) {
    return new TriageOutput(
        priority, category, sentiment, "The customer asks.", List.of("one-tag", "two"));
  }

  /** Gives this priority from now on. */
  void give(Priority priority) {
    this.priority = priority;
  }

  /** Fails from now on, or no more. */
  void setBroken(boolean broken) {
    this.broken = broken;
  }

  /** Keeps all who ask from now on waiting for {@link #open}. */
  void hold() {
    doors = new CountDownLatch(1);
  }

  void open() {
    doors.countDown();
  }

  /** Returns how many wait. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    if (broken) {
      throw new TriageFailedException(
          FailureReason.RATE_LIMITED,
          "The stub has had enough",
          List.of(),
          Optional.of(Duration.ofMillis(2_500)));
    }
    waiting.incrementAndGet();
    try {
      doors.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TriageFailedException(FailureReason.CANCELLED, "Interrupted", List.of());
    } finally {
      waiting.decrementAndGet();
    }
    return TriageResult.of(output(priority, Category.BILLING, Sentiment.NEUTRAL), NAME);
  }
}
