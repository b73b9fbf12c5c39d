package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Labels every ticket with a model that has not seen its fold, and counts what was right. */
final class CrossValidation {

  static final String HEADER =
      "| split | field | accuracy | macro-F1 | defensible | majority class: the same three |\n"
          + "|---|---|---|---|---|---|";

  private final List<SeedTicket> seeds;
  private final List<Features> texts;
  private final List<Features> prototypes = new ArrayList<>();
  private final List<Labels> prototypeLabels = new ArrayList<>();

  CrossValidation(List<SeedTicket> seeds) {
    this.seeds = seeds;
    this.texts = seeds.stream().map(SeedTicket::example).map(CrossValidation::features).toList();
    for (Example prototype : Prototypes.read()) {
      prototypes.add(features(prototype));
      prototypeLabels.add(prototype.labels());
    }
  }

  /** How good the labels of one field are, beside those of always choosing the majority. */
  record Score(
      String split,
      String field,
      double accuracy,
      double macroF1,
      double defensible,
      double majorityAccuracy,
      double majorityF1,
      double majorityDefensible) {

    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.1f | %.1f | %.1f | %.1f / %.1f / %.1f |",
          split,
          field,
          100 * accuracy,
          100 * macroF1,
          100 * defensible,
          100 * majorityAccuracy,
          100 * majorityF1,
          100 * majorityDefensible);
    }
  }

  /** Leaves out a random part each time. */
  List<Score> randomFolds(int folds, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    int[] fold = new int[seeds.size()];
    for (int i = 0; i < fold.length; i++) {
      fold[order.get(i)] = i % folds;
    }
    return scores("random " + folds + "-fold", folds, i -> fold[i]);
  }

  /** Leaves out a batch each time. */
  List<Score> batches() {
    List<String> batches = seeds.stream().map(SeedTicket::batch).distinct().sorted().toList();
    return scores(
        "leave one batch out", batches.size(), i -> batches.indexOf(seeds.get(i).batch()));
  }

  private List<Score> scores(String split, int folds, IntUnaryOperator foldOf) {
    List<Labels> predicted = new ArrayList<>(Collections.nCopies(seeds.size(), null));
    List<Labels> majority = new ArrayList<>(predicted);
    for (int fold = 0; fold < folds; fold++) {
      List<Features> trainingTexts = new ArrayList<>();
      List<Labels> trainingLabels = new ArrayList<>();
      List<Integer> heldOut = new ArrayList<>();
      for (int i = 0; i < seeds.size(); i++) {
        if (foldOf.applyAsInt(i) == fold) {
          heldOut.add(i);
        } else {
          trainingTexts.add(texts.get(i));
          trainingLabels.add(seeds.get(i).labels());
        }
      }
      Labels common = majority(trainingLabels);
      trainingTexts.addAll(prototypes);
      trainingLabels.addAll(prototypeLabels);
      TrainedModel model = ModelTrainer.train("fold", trainingTexts, trainingLabels);
      for (int i : heldOut) {
        majority.set(i, common);
        predicted.set(i, labels(model, texts.get(i)));
      }
    }
    return List.of(
        score(split, "priority", predicted, majority, Labels::priority, SeedTicket::priorities),
        score(split, "category", predicted, majority, Labels::category, SeedTicket::categories),
        score(split, "sentiment", predicted, majority, Labels::sentiment, SeedTicket::sentiments));
  }

  private <L> Score score(
      String split,
      String field,
      List<Labels> predicted,
      List<Labels> majority,
      Function<Labels, L> label,
      Function<SeedTicket, Set<L>> defensible) {
    BiFunction<List<Labels>, Boolean, Double> share =
        (answers, strict) -> {
          int right = 0;
          for (int i = 0; i < seeds.size(); i++) {
            L answer = label.apply(answers.get(i));
            SeedTicket seed = seeds.get(i);
            right +=
                (strict
                        ? answer.equals(label.apply(seed.labels()))
                        : defensible.apply(seed).contains(answer))
                    ? 1
                    : 0;
          }
          return (double) right / seeds.size();
        };
    return new Score(
        split,
        field,
        share.apply(predicted, true),
        macroF1(predicted, label),
        share.apply(predicted, false),
        share.apply(majority, true),
        macroF1(majority, label),
        share.apply(majority, false));
  }

  private <L> double macroF1(List<Labels> answers, Function<Labels, L> label) {
    Map<L, int[]> counts = new HashMap<>();
    for (int i = 0; i < seeds.size(); i++) {
      L answer = label.apply(answers.get(i));
      L truth = label.apply(seeds.get(i).labels());
      counts.computeIfAbsent(answer, key -> new int[3])[1]++;
      counts.computeIfAbsent(truth, key -> new int[3])[2]++;
      if (answer.equals(truth)) {
        counts.get(answer)[0]++;
      }
    }
    return counts.values().stream()
        .mapToDouble(count -> 2.0 * count[0] / (count[1] + count[2]))
        .average()
        .orElse(0);
  }

  private static Labels labels(TrainedModel model, Features text) {
    SparseVector vector = model.terms().weigh(text);
    return new Labels(
        model.priority().classify(vector),
        model.category().classify(vector),
        model.sentiment().classify(vector));
  }

  private static Labels majority(List<Labels> labels) {
    return new Labels(
        mostFrequent(labels, Labels::priority),
        mostFrequent(labels, Labels::category),
        mostFrequent(labels, Labels::sentiment));
  }

  private static <L> L mostFrequent(List<Labels> labels, Function<Labels, L> field) {
    Map<L, Integer> counts = new HashMap<>();
    labels.forEach(label -> counts.merge(field.apply(label), 1, Integer::sum));
    return Collections.max(counts.entrySet(), Comparator.comparing(Map.Entry::getValue)).getKey();
  }

  private static Features features(Example example) {
    return Features.of(Message.of(example.subject(), example.body()));
  }
}
