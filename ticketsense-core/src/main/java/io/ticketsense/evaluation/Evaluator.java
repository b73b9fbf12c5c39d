package io.ticketsense.evaluation;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a model over labelled tickets and scores its answers:
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluator.builder(model).build().evaluate(tickets);
 * System.out.println(EvaluationText.of(evaluation));
 * Thresholds.none()
 *     .atLeast(LabelField.CATEGORY, Metric.ACCURACY, 0.8)
 *     .check(evaluation);
 * }</pre>
 *
 * <p>The model is asked directly, without cache and store. Safe for all threads.
 */
public final class Evaluator {

  private static final int MIN_RESAMPLES = 100;
  private static final int MAX_RESAMPLES = 100_000;
  private static final int MAX_CONCURRENCY = 1_024;

  private final String name;
  private final Function<LabelledTicket, TriageModel> modelFor;
  private final Taxonomy taxonomy;
  private final Optional<Executor> executor;
  private final int concurrency;
  private final Duration timeout;
  private final Ticker ticker;
  private final Consumer<EvaluationProgress> listener;
  private final Bootstrap bootstrap;

  private Evaluator(Builder builder) {
    this.name = builder.name;
    this.modelFor = builder.modelFor;
    this.taxonomy = builder.taxonomy;
    this.executor = builder.executor;
    this.concurrency = builder.concurrency;
    this.timeout = builder.timeout;
    this.ticker = builder.ticker;
    this.listener = builder.listener;
    this.bootstrap = new Bootstrap(builder.seed, builder.resamples);
  }

  /**
   * Evaluates one model.
   *
   * @param model what to ask about every ticket
   * @return a builder, not safe for use by several threads
   */
  public static Builder builder(TriageModel model) {
    return new Builder(model.name(), ticket -> model);
  }

  /**
   * Evaluates a way of making models, where each group of tickets has a model of its own. With
   * models trained on all other groups, this is leave-one-group-out cross-validation: no model has
   * seen the tickets that it is asked about.
   *
   * @param name what to call it in reports
   * @param modelOfGroup returns the model to ask about the tickets of a group; called once for each
   *     ticket, by many threads
   * @return a builder, not safe for use by several threads
   */
  public static Builder perGroup(String name, Function<String, TriageModel> modelOfGroup) {
    return new Builder(
        name,
        labelled ->
            modelOfGroup.apply(
                labelled
                    .group()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "Ticket " + labelled.ticket().id() + " has no group"))));
  }

  /**
   * Asks about every ticket and scores the answers. A ticket that the model fails on counts as
   * wrong; that the model refuses us ends the evaluation, for it says nothing about the model.
   *
   * @param tickets at least one, all with different ids, with categories of the taxonomy, and each
   *     with a group where models are chosen by group
   * @return all scores
   * @throws IllegalArgumentException if the tickets are not so
   * @throws TriageFailedException with reason {@code UNAUTHENTICATED} if the key of the model is
   *     missing or wrong
   * @throws InterruptedException if the calling thread was interrupted; the calls in flight are
   *     interrupted too
   * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the work
   */
  public Evaluation evaluate(Collection<LabelledTicket> tickets) throws InterruptedException {
    List<LabelledTicket> given = List.copyOf(tickets);
    check(given);
    List<TriageModel> models = given.stream().map(modelFor).toList();
    EvaluationCall call =
        new EvaluationCall(taxonomy, () -> Deadline.after(timeout, ticker), ticker);
    List<EvaluatedTicket> evaluated =
        new EvaluationRun(given.size(), i -> call.evaluate(models.get(i), given.get(i)), listener)
            .on(executor, Math.min(concurrency, given.size()));
    Map<LabelField, List<String>> labels = new EnumMap<>(LabelField.class);
    Arrays.stream(LabelField.values()).forEach(f -> labels.put(f, f.labels(taxonomy)));
    return new Evaluation(name, labels, evaluated, bootstrap);
  }

  private void check(List<LabelledTicket> tickets) {
    if (tickets.isEmpty()) {
      throw new IllegalArgumentException("There are no labelled tickets to evaluate on");
    }
    Set<String> ids = new HashSet<>();
    for (LabelledTicket labelled : tickets) {
      String id = labelled.ticket().id();
      if (!ids.add(id)) {
        throw new IllegalArgumentException("Ticket " + id + " is there twice");
      }
      if (!taxonomy.contains(labelled.category())
          || !labelled.categoryAlso().stream().allMatch(taxonomy::contains)) {
        throw new IllegalArgumentException(
            "Ticket " + id + ": category " + taxonomy.categoryViolation().message());
      }
    }
  }

  /** Chooses how to evaluate. Not safe for use by several threads. */
  public static final class Builder {

    private final Function<LabelledTicket, TriageModel> modelFor;
    private String name;
    private Taxonomy taxonomy = Taxonomy.standard();
    private Optional<Executor> executor = Optional.empty();
    private int concurrency = 8;
    private Duration timeout = Duration.ofSeconds(60);
    private Ticker ticker = Ticker.system();
    private Consumer<EvaluationProgress> listener = progress -> {};
    private long seed = 1;
    private int resamples = 2_000;

    private Builder(String name, Function<LabelledTicket, TriageModel> modelFor) {
      this.name = name;
      this.modelFor = modelFor;
    }

    /**
     * Chooses what the reports call that which is evaluated, for instance a version of a prompt.
     *
     * @param name by default the name of the model
     * @return this builder
     */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /**
     * Chooses the categories.
     *
     * @param taxonomy by default {@link Taxonomy#standard()}
     * @return this builder
     */
    public Builder taxonomy(Taxonomy taxonomy) {
      this.taxonomy = taxonomy;
      return this;
    }

    /**
     * Chooses the threads.
     *
     * @param executor runs up to {@link #concurrency} tasks, each for the length of the evaluation;
     *     not shut down by us. By default threads are started and ended again
     * @return this builder
     */
    public Builder executor(Executor executor) {
      this.executor = Optional.of(executor);
      return this;
    }

    /**
     * Chooses how many tickets are asked about at a time.
     *
     * @param concurrency 1 to 1024, by default 8
     * @return this builder
     * @throws IllegalArgumentException if the number is out of bounds
     */
    public Builder concurrency(int concurrency) {
      this.concurrency = checked("Concurrency", concurrency, 1, MAX_CONCURRENCY);
      return this;
    }

    /**
     * Chooses how long the model may take for one ticket, over all attempts and waits.
     *
     * @param timeout positive, at most 100 years, by default 60 seconds
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of bounds
     */
    public Builder timeout(Duration timeout) {
      var unused = Deadline.after(timeout, ticker);
      this.timeout = timeout;
      return this;
    }

    /**
     * Chooses what measures time, for tests.
     *
     * @param ticker by default {@link Ticker#system()}
     * @return this builder
     */
    public Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /**
     * Chooses who hears of progress.
     *
     * @param listener called after each ticket, on the thread that evaluates; what it throws ends
     *     the evaluation
     * @return this builder
     */
    public Builder listener(Consumer<EvaluationProgress> listener) {
      this.listener = listener;
      return this;
    }

    /**
     * Chooses what the draws of the bootstrap start from.
     *
     * @param seed by default 1
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Chooses how often tickets are drawn anew for the intervals.
     *
     * @param resamples 100 to 100,000, by default 2,000
     * @return this builder
     * @throws IllegalArgumentException if the number is out of bounds
     */
    public Builder resamples(int resamples) {
      this.resamples = checked("Resamples", resamples, MIN_RESAMPLES, MAX_RESAMPLES);
      return this;
    }

    /**
     * Builds the evaluator; the builder may be used further.
     *
     * @return an evaluator with the choices made so far
     */
    public Evaluator build() {
      return new Evaluator(this);
    }

    private static int checked(String what, int number, int min, int max) {
      if (number < min || number > max) {
        throw new IllegalArgumentException(what + " must be " + min + " to " + max);
      }
      return number;
    }
  }
}
