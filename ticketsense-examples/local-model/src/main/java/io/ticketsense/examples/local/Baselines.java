package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Trains what {@link LocalBaseline} lists. */
final class Baselines {

  private Baselines() {}

  /** Returns what labels a text as most of the examples are labelled. */
  static Function<Message, Labels> majority(List<Example> examples) {
    Labels labels =
        new Labels(
            mostFrequent(examples, Labels::priority),
            mostFrequent(examples, Labels::category),
            mostFrequent(examples, Labels::sentiment));
    return text -> labels;
  }

  /** Returns what labels a text by its words and groups of letters. */
  static Function<Message, Labels> terms(List<Example> examples, List<Evidence> evidence) {
    TermTable table = TermTable.of(evidence.stream().map(Evidence::features).toList());
    List<Vectors> rows = evidence.stream().map(text -> Vectors.of(table, text)).toList();
    ExpertTrainer experts = new ExpertTrainer(table.width(), rows, examples);
    LinearClassifier priority = experts.trainTerms(TrainedModel.PRIORITIES, Labels::priority);
    LinearClassifier category = experts.trainTerms(TrainedModel.CATEGORIES, Labels::category);
    LinearClassifier sentiment = experts.trainTerms(TrainedModel.SENTIMENTS, Labels::sentiment);
    return text -> {
      SparseVector vector = table.weigh(Features.of(text));
      return new Labels(
          best(TrainedModel.PRIORITIES, priority, vector),
          best(TrainedModel.CATEGORIES, category, vector),
          best(TrainedModel.SENTIMENTS, sentiment, vector));
    };
  }

  private static <L> L best(List<L> labels, LinearClassifier classifier, SparseVector vector) {
    List<Double> scores = new ArrayList<>();
    for (double score : classifier.logProbabilities(vector)) {
      scores.add(score);
    }
    return labels.get(scores.indexOf(Collections.max(scores)));
  }

  private static <L> L mostFrequent(List<Example> examples, Function<Labels, L> field) {
    Map<L, Integer> counts = new HashMap<>();
    examples.forEach(example -> counts.merge(field.apply(example.labels()), 1, Integer::sum));
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .getKey();
  }
}
