package io.ticketsense.evaluation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the answers cost. Failures count too: they took their time and their tokens.
 *
 * @param latencyP50 half of the calls took no longer, all waits and attempts included
 * @param latencyP95 nineteen of twenty calls took no longer
 * @param attemptsPerTicket mean number of requests that the model recorded; zero where it keeps no
 *     record
 * @param inputTokensPerTicket mean over all tickets
 * @param outputTokensPerTicket mean over all tickets
 * @param answeredBy how many tickets each model of a chain answered, sorted by name, unmodifiable
 */
public record Performance(
    Duration latencyP50,
    Duration latencyP95,
    double attemptsPerTicket,
    double inputTokensPerTicket,
    double outputTokensPerTicket,
    Map<String, Integer> answeredBy) {

  private static final double HALF = 0.5;
  private static final double NINETEEN_OF_TWENTY = 0.95;

  /** Creates a record. */
  public Performance {
    answeredBy = Collections.unmodifiableMap(new TreeMap<>(answeredBy));
  }

  static Performance of(List<EvaluatedTicket> tickets) {
    double[] nanos = tickets.stream().mapToDouble(t -> t.latency().toNanos()).sorted().toArray();
    Map<String, Integer> answeredBy = new TreeMap<>();
    double attempts = 0;
    double input = 0;
    double output = 0;
    for (EvaluatedTicket ticket : tickets) {
      ticket.model().ifPresent(model -> answeredBy.merge(model, 1, Integer::sum));
      attempts += ticket.attempts();
      input += ticket.usage().inputTokens();
      output += ticket.usage().outputTokens();
    }
    int count = tickets.size();
    return new Performance(
        Duration.ofNanos(Math.round(Bootstrap.percentile(nanos, HALF))),
        Duration.ofNanos(Math.round(Bootstrap.percentile(nanos, NINETEEN_OF_TWENTY))),
        attempts / count,
        input / count,
        output / count,
        answeredBy);
  }
}
