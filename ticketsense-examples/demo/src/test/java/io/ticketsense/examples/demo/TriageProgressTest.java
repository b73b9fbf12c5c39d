package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.BulkOptions;
import io.ticketsense.BulkProgress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TriageProgressTest {

  private final Cli cli = Cli.idle();
  private final AtomicLong nanos = new AtomicLong(-7);

  private TriageProgress progress(BulkOptions options) {
    return TriageProgress.asLines(cli.output(false), options, nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  @DisplayName("Without a terminal there is a line every five seconds, and no more")
  void accept_timePasses_printsLines() {
    try (TriageProgress progress = progress(BulkOptions.defaults())) {
      progress.accept(new BulkProgress(10, 1, 0, 0, Duration.ZERO));
      pass(Duration.ofMillis(4_999));
      progress.accept(new BulkProgress(10, 2, 0, 0, Duration.ZERO));
      pass(Duration.ofMillis(1));
      progress.accept(new BulkProgress(10, 3, 1, 1, Duration.ZERO));
      pass(Duration.ofMillis(4_999));
      progress.accept(new BulkProgress(10, 4, 1, 1, Duration.ZERO));
      pass(Duration.ofSeconds(60));
      progress.accept(new BulkProgress(10, 5, 1, 1, Duration.ofSeconds(4)));
    }

    assertThat(cli.printed(0).out().lines())
        .containsExactly("Triage: 5 of 10", "Triage: 7 of 10, 1.5 a second, 2 s left");
    assertThat(cli.printed(0).err()).isEmpty();
  }

  @Test
  @DisplayName("A run that is over in five seconds prints no line")
  void accept_shortRun_printsNothing() {
    try (TriageProgress progress = progress(BulkOptions.defaults())) {
      progress.accept(new BulkProgress(10, 10, 0, 0, Duration.ZERO));
    }

    assertThat(cli.printed(0).out()).isEmpty();
  }

  @Test
  @DisplayName("With a limit, skipped tickets count neither as done nor as to do")
  void accept_limit_leavesSkippedOut() {
    try (TriageProgress progress = progress(BulkOptions.defaults().withLimit(5))) {
      pass(Duration.ofSeconds(5));
      progress.accept(new BulkProgress(100, 2, 50, 1, Duration.ZERO));
    }

    assertThat(cli.printed(0).out().lines()).containsExactly("Triage: 3 of 5");
  }

  @Test
  @DisplayName("A limit above the number of tickets is no limit")
  void accept_limitAboveTotal_showsTotal() {
    try (TriageProgress progress = progress(BulkOptions.defaults().withLimit(500))) {
      pass(Duration.ofSeconds(5));
      progress.accept(new BulkProgress(100, 2, 0, 0, Duration.ZERO));
    }

    assertThat(cli.printed(0).out().lines()).containsExactly("Triage: 2 of 100");
  }

  @Test
  @DisplayName("With JSON asked for, progress keeps out of standard output")
  void accept_json_printsToStandardError() {
    try (TriageProgress progress =
        TriageProgress.asLines(cli.output(true), BulkOptions.defaults(), nanos::get)) {
      pass(Duration.ofSeconds(5));
      progress.accept(new BulkProgress(10, 3, 0, 0, Duration.ZERO));
    }

    assertThat(cli.printed(0).out()).isEmpty();
    assertThat(cli.printed(0).err().lines()).containsExactly("Triage: 3 of 10");
  }
}
