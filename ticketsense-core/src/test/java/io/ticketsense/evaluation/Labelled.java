package io.ticketsense.evaluation;

import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Labelled tickets, models and outcomes to test with. */
final class Labelled {

  private Labelled() {}

  /** A ticket that expects the labels of {@link Samples#output} and is in one of three groups. */
  static LabelledTicket ticket(int number) {
    TriageOutput output = Samples.output(number);
    return LabelledTicket.of(
            Samples.ticket(number), output.priority(), output.category(), output.sentiment())
        .withGroup("group " + number % 3);
  }

  static List<LabelledTicket> tickets(int count) {
    return IntStream.range(0, count).mapToObj(Labelled::ticket).toList();
  }

  static int number(TriageRequest request) {
    return Integer.parseInt(request.ticket().id().substring("ticket_".length()));
  }

  /** A model that answers as it is told to. */
  static TriageModel model(String name, Function<TriageRequest, TriageResult> answer) {
    return new TriageModel() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public TriageResult triage(TriageRequest request) {
        return answer.apply(request);
      }
    };
  }

  /** A model that is right on all tickets but some. */
  static TriageModel wrongOn(String name, int... numbers) {
    return model(
        name,
        request -> {
          int number = number(request);
          boolean wrong = Arrays.stream(numbers).anyMatch(n -> n == number);
          return TriageResult.of(Samples.output(wrong ? number + 1 : number), name);
        });
  }

  static Evaluation evaluate(TriageModel model, List<LabelledTicket> tickets) {
    try {
      return Evaluator.builder(model)
          .resamples(100)
          .ticker(() -> 0)
          .concurrency(3)
          .build()
          .evaluate(tickets);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Map<LabelField, List<String>> standardLabels() {
    Map<LabelField, List<String>> labels = new EnumMap<>(LabelField.class);
    EnumSet.allOf(LabelField.class).forEach(f -> labels.put(f, f.labels(Taxonomy.standard())));
    return labels;
  }

  static EvaluatedTicket evaluated(
      String id, Map<LabelField, LabelOutcome> outcomes, Optional<FailureReason> failure) {
    return new EvaluatedTicket(
        id,
        Optional.empty(),
        outcomes,
        failure,
        failure.isPresent() ? Optional.empty() : Optional.of("m"),
        failure.isPresent()
            ? Optional.empty()
            : Optional.of(new SummaryChecks(EnumSet.allOf(SummaryCheck.class))),
        Duration.ZERO,
        0,
        TokenUsage.NONE);
  }

  /** An evaluation of priorities alone: each is what is expected and what was told. */
  static Evaluation priorities(Priority... expectedAndTold) {
    List<EvaluatedTicket> tickets = new ArrayList<>();
    for (int i = 0; i < expectedAndTold.length; i += 2) {
      Map<LabelField, LabelOutcome> outcomes = new EnumMap<>(LabelField.class);
      outcomes.put(
          LabelField.PRIORITY, outcome(expectedAndTold[i].label(), expectedAndTold[i + 1].label()));
      outcomes.put(
          LabelField.CATEGORY, outcome(Category.BILLING.label(), Category.BILLING.label()));
      outcomes.put(LabelField.SENTIMENT, outcome(Sentiment.ANGRY.label(), Sentiment.ANGRY.label()));
      tickets.add(evaluated("t" + i / 2, outcomes, Optional.empty()));
    }
    return new Evaluation("m", standardLabels(), tickets, new Bootstrap(1, 100));
  }

  static LabelOutcome outcome(String expected, String told) {
    return new LabelOutcome(expected, List.of(), Optional.of(told));
  }
}
