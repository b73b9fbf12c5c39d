package io.ticketsense.examples.quickstart;

import io.ticketsense.TriageService;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageModel;
import java.time.Instant;
import java.util.List;

/** Triage with a model of one's own and everything else in memory: no key, no server. */
public final class Quickstart {

  private Quickstart() {}

  /**
   * A model is a name and a way to label. This one knows a single rule.
   *
   * @param name recorded with every answer
   */
  record OneRule(String name) implements TriageModel {

    @Override
    public TriageResult triage(TriageRequest request) {
      String subject = request.ticket().subject();
      Priority priority = subject.contains("down") ? Priority.CRITICAL : Priority.LOW;
      return TriageResult.of(
          new TriageOutput(
              priority,
              Category.TECHNICAL,
              Sentiment.NEUTRAL,
              "About: " + subject,
              List.of("quickstart", "one-rule")),
          name);
    }
  }

  /**
   * Triages one ticket and prints its labels.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    TriageService triage = TriageService.builder(new OneRule("one-rule")).build();
    Ticket ticket =
        new Ticket(
            "T-1",
            "Checkout is down",
            "Nobody can pay since nine.",
            "Ana Díaz",
            "ana@moonpost.example",
            Instant.parse("2026-11-23T09:04:00Z"));

    TriageResult result = triage.submit(ticket).result().orElseThrow();

    System.out.println(ticket.id() + ": " + result.output().priority().label());
    System.out.println(result.output().summary() + " " + result.output().tags());
  }
}
