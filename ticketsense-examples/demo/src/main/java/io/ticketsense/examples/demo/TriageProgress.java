package io.ticketsense.examples.demo;

import io.ticketsense.BulkOptions;
import io.ticketsense.BulkProgress;
import io.ticketsense.domain.Ticker;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run has come: a bar on a terminal, a line every few seconds elsewhere. */
final class TriageProgress implements Consumer<BulkProgress>, AutoCloseable {

  private static final long LINE_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private static final int WIDTH = 79;

  private final Output output;
  private final BulkOptions options;
  private final Optional<ProgressBar> bar;
  private final Ticker ticker;
  private long lastLineNanos;

  private TriageProgress(
      Output output, BulkOptions options, Optional<ProgressBar> bar, Ticker ticker) {
    this.output = output;
    this.options = options;
    this.bar = bar;
    this.ticker = ticker;
    this.lastLineNanos = ticker.nanos();
  }

  @SuppressWarnings("SystemConsoleNull") // Main asks for the console of old, null without terminal.
  static TriageProgress on(Output output, BulkOptions options) {
    Optional<ProgressBar> bar =
        Optional.ofNullable(System.console())
            .filter(terminal -> !"dumb".equals(System.getenv("TERM")))
            .map(terminal -> bar(terminal.charset()));
    return new TriageProgress(output, options, bar, Ticker.system());
  }

  static TriageProgress asLines(Output output, BulkOptions options, Ticker ticker) {
    return new TriageProgress(output, options, Optional.empty(), ticker);
  }

  private static ProgressBar bar(Charset charset) {
    return new ProgressBarBuilder()
        .setTaskName("Triage")
        .setStyle(
            charset.newEncoder().canEncode('\u2588')
                ? ProgressBarStyle.UNICODE_BLOCK
                : ProgressBarStyle.ASCII)
        // The library's own consumer asks JLine, which takes Ctrl-C away from our shutdown.
        .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
        .setUpdateIntervalMillis(100)
        .showSpeed()
        .build();
  }

  @Override
  public void accept(BulkProgress progress) {
    // With a limit, tickets triaged before are passed over and do not count.
    long done =
        options.limit().isPresent() ? progress.triaged() + progress.failed() : progress.done();
    long total =
        options.limit().stream()
            .map(limit -> Math.min(limit, progress.total()))
            .findFirst()
            .orElse(progress.total());
    bar.ifPresentOrElse(b -> b.maxHint(total).stepTo(done), () -> line(progress, done, total));
  }

  private void line(BulkProgress progress, long done, long total) {
    if (ticker.nanos() - lastLineNanos >= LINE_INTERVAL_NANOS) {
      lastLineNanos = ticker.nanos();
      output.note("Triage: " + done + " of " + total + speed(progress, total - done));
    }
  }

  private static String speed(BulkProgress progress, long left) {
    double rate = progress.ticketsPerSecond();
    return rate == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.1f a second, %s left",
            rate,
            Durations.text(Duration.ofSeconds((long) (left / rate))));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
