package io.ticketsense.examples.demo;

import io.ticketsense.domain.Ticker;
import io.ticketsense.evaluation.EvaluationProgress;
import java.time.Duration;
import java.util.function.Consumer;

/** Says every few seconds how far an evaluation has come. */
final class EvaluateProgress implements Consumer<EvaluationProgress> {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private final Output output;
  private final Ticker ticker;
  private long lastLineNanos;

  EvaluateProgress(Output output, Ticker ticker) {
    this.output = output;
    this.ticker = ticker;
    this.lastLineNanos = ticker.nanos();
  }

  @Override
  public void accept(EvaluationProgress progress) {
    if (ticker.nanos() - lastLineNanos >= INTERVAL_NANOS) {
      lastLineNanos = ticker.nanos();
      output.note(
          "Evaluation: "
              + progress.done()
              + " of "
              + progress.total()
              + (progress.failed() == 0 ? "" : ", " + progress.failed() + " failed"));
    }
  }
}
