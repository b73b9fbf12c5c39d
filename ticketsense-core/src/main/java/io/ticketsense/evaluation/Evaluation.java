package io.ticketsense.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an {@link Evaluator} found out about a model. Holds ids and labels, nothing of the text of
 * tickets. Immutable; the same tickets, answers, seed and number of resamples give the same scores.
 */
public final class Evaluation {

  private final String model;
  private final Map<LabelField, List<String>> labels;
  private final List<EvaluatedTicket> tickets;
  private final Bootstrap bootstrap;
  private final Scores overall;
  private final Map<String, Scores> groups;
  private final Performance performance;

  Evaluation(
      String model,
      Map<LabelField, List<String>> labels,
      List<EvaluatedTicket> tickets,
      Bootstrap bootstrap) {
    this.model = model;
    this.labels = Collections.unmodifiableMap(new EnumMap<>(labels));
    this.tickets = List.copyOf(tickets);
    this.bootstrap = bootstrap;
    Scorer scorer = new Scorer(labels, bootstrap);
    this.overall = scorer.score(tickets);
    Map<String, Scores> byGroup = new LinkedHashMap<>();
    tickets.stream()
        .filter(ticket -> ticket.group().isPresent())
        .collect(
            Collectors.groupingBy(
                ticket -> ticket.group().orElseThrow(), LinkedHashMap::new, Collectors.toList()))
        .forEach((group, members) -> byGroup.put(group, scorer.score(members)));
    this.groups = Collections.unmodifiableMap(byGroup);
    this.performance = Performance.of(tickets);
  }

  /**
   * Returns what was evaluated.
   *
   * @return the name of the model, or the one given to the evaluator
   */
  public String model() {
    return model;
  }

  /**
   * Returns the labels that each field may have.
   *
   * @return in domain order, unmodifiable
   */
  public Map<LabelField, List<String>> labels() {
    return labels;
  }

  /**
   * Returns what became of every ticket.
   *
   * @return in the order in which they were given, unmodifiable
   */
  public List<EvaluatedTicket> tickets() {
    return tickets;
  }

  /**
   * Returns the tickets that the model failed on, which count as wrong everywhere.
   *
   * @return in the order in which they were given, unmodifiable
   */
  public List<EvaluatedTicket> failures() {
    return tickets.stream().filter(ticket -> ticket.failure().isPresent()).toList();
  }

  /**
   * Returns the scores of all tickets.
   *
   * @return all scores
   */
  public Scores overall() {
    return overall;
  }

  /**
   * Returns the scores of each group.
   *
   * @return by group in the order of their first tickets, unmodifiable; empty where no ticket has a
   *     group
   */
  public Map<String, Scores> groups() {
    return groups;
  }

  /**
   * Returns what the answers cost.
   *
   * @return time and tokens
   */
  public Performance performance() {
    return performance;
  }

  /**
   * Returns how often tickets were drawn anew for the intervals.
   *
   * @return at least 100
   */
  public int resamples() {
    return bootstrap.resamples();
  }

  /**
   * Returns what the draws started from.
   *
   * @return any number
   */
  public long seed() {
    return bootstrap.seed();
  }

  Bootstrap bootstrap() {
    return bootstrap;
  }

  /** Returns the model and how many tickets it was asked about. */
  @Override
  public String toString() {
    return "Evaluation[model=" + model + ", tickets=" + tickets.size() + "]";
  }
}
