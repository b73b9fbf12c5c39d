package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.BulkProgress;
import io.ticketsense.BulkReport;
import io.ticketsense.BulkReport.End;
import io.ticketsense.BulkReport.Failure;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketNotFoundException;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.port.TriageFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BulkReportTextTest {

  private final StorageException lost =
      new StorageException("read a triage", StorageException.Reason.UNAVAILABLE, "gone");

  private static BulkReport report(
      BulkProgress counts,
      List<Failure> failures,
      Map<String, Long> models,
      TokenUsage usage,
      Duration elapsed,
      End end,
      Optional<TicketSenseException> cause) {
    return new BulkReport(counts, failures, models, 0, usage, elapsed, end, cause);
  }

  private static BulkReport ended(End end, Optional<TicketSenseException> cause) {
    return report(
        new BulkProgress(9, 0, 2, 0, Duration.ZERO),
        List.of(),
        Map.of(),
        TokenUsage.NONE,
        Duration.ofMillis(1_260),
        end,
        cause);
  }

  private static Cli.Run print(BulkReport report, boolean json) {
    Cli cli = Cli.idle();
    BulkReportText.print(report, cli.output(json));
    return cli.printed(0);
  }

  @Test
  @DisplayName("A good run is one line: counts, time, rate, models, tokens")
  void print_completed_isOneLine() {
    Cli.Run printed =
        print(
            report(
                new BulkProgress(300, 290, 10, 0, Duration.ZERO),
                List.of(),
                Map.of("small", 40L, "big", 250L),
                new TokenUsage(1_000, 200),
                Duration.ofMillis(14_500),
                End.COMPLETED,
                Optional.empty()),
            false);

    assertThat(printed.out().lines())
        .containsExactly(
            "Triaged 290, skipped 10, failed 0 in 14.5 s (20 a second) by big 250, small 40;"
                + " 1200 tokens");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  @DisplayName("A run with nothing to do tells no rate and no models")
  void print_allSkipped_isShort() {
    Cli.Run printed = print(ended(End.COMPLETED, Optional.empty()), false);

    assertThat(printed.out().lines()).containsExactly("Triaged 0, skipped 2, failed 0 in 1.3 s");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  @DisplayName("A run that took no time at all has no rate")
  void print_noTime_hasNoRate() {
    Cli.Run printed =
        print(
            report(
                new BulkProgress(1, 1, 0, 0, Duration.ZERO),
                List.of(),
                Map.of("m", 1L),
                TokenUsage.NONE,
                Duration.ZERO,
                End.COMPLETED,
                Optional.empty()),
            false);

    assertThat(printed.out().lines())
        .containsExactly("Triaged 1, skipped 0, failed 0 in 0.0 s by m 1");
  }

  @Test
  @DisplayName("Of many failures ten are named and the rest are counted")
  void print_manyFailures_namesTen() {
    List<Failure> failures =
        IntStream.rangeClosed(1, 12)
            .mapToObj(i -> new Failure("t" + i, new TicketNotFoundException("t" + i)))
            .toList();
    Cli.Run printed =
        print(
            report(
                new BulkProgress(5_000, 0, 0, 5_000, Duration.ZERO),
                failures,
                Map.of(),
                TokenUsage.NONE,
                Duration.ofSeconds(1),
                End.COMPLETED,
                Optional.empty()),
            false);

    assertThat(printed.errLines())
        .hasSize(11)
        .startsWith("t1: Ticket t1 not found")
        .endsWith("t10: Ticket t10 not found", "and 4990 more");
    assertThat(printed.out()).contains("failed 5000");
  }

  @Test
  @DisplayName("A run that was stopped since all models rest says when to go on")
  void print_modelsRest_saysWhenToGoOn() {
    TriageFailedException resting =
        new TriageFailedException(
            FailureReason.UNAVAILABLE,
            "Every model is cooling down",
            List.of(),
            Optional.of(Duration.ofSeconds(30)));

    assertThat(print(ended(End.STOPPED, Optional.of(resting)), false).errLines())
        .containsExactly(
            "Stopped: Every model is cooling down; resume after 30 s by running again");
  }

  @Test
  @DisplayName("A run that was stopped or interrupted says so, and why")
  void print_cutOff_saysWhy() {
    assertThat(print(ended(End.STOPPED, Optional.of(lost)), false).errLines())
        .containsExactly("Stopped: Could not read a triage: gone");
    assertThat(print(ended(End.INTERRUPTED, Optional.empty()), false).errLines())
        .containsExactly("Interrupted; run again to go on");
  }

  @Test
  @DisplayName("As JSON it holds all of the report, in one line")
  void print_json_holdsAll() throws Exception {
    TriageFailedException limited =
        new TriageFailedException(
            FailureReason.RATE_LIMITED,
            "Too many requests",
            List.of(
                Attempt.succeeded("a", Duration.ZERO, TokenUsage.NONE),
                Attempt.succeeded("b", Duration.ZERO, TokenUsage.NONE)));
    Cli.Run printed =
        print(
            report(
                new BulkProgress(5, 1, 2, 2, Duration.ZERO),
                List.of(
                    new Failure("t1", limited),
                    new Failure("t2", new TicketNotFoundException("t2"))),
                Map.of("m", 1L),
                new TokenUsage(10, 3),
                Duration.ofMillis(2_500),
                End.STOPPED,
                Optional.of(lost)),
            true);

    assertThat(printed.out().lines()).hasSize(1);
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"end":"stopped","triaged":1,"skipped":2,"failed":2,"degraded":0,
                 "failures":[
                   {"ticket_id":"t1","reason":"rate_limited","attempts":2,
                    "message":"Too many requests"},
                   {"ticket_id":"t2","message":"Ticket t2 not found"}],
                 "models":{"m":1},"input_tokens":10,"output_tokens":3,"elapsed_seconds":2.5,"triaged_per_second":0.4,
                 "cause":"Could not read a triage: gone"}
                """);
    assertThat(new ObjectMapper().readTree(printed.out())).isEqualTo(expected);
  }
}
