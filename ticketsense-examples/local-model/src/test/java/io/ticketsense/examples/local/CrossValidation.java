package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Labels every ticket with a model that has not seen its fold. */
final class CrossValidation {

  private final LocalModelTrainer trainer;
  private final List<Example> tickets;
  private final List<Evidence> evidence;

  CrossValidation(LocalModelTrainer trainer, List<Example> tickets) {
    this.trainer = trainer;
    this.tickets = tickets;
    this.evidence = trainer.evidence(tickets);
  }

  /** Returns the fold of every ticket: one a theme. */
  int[] themes() {
    List<String> themes = tickets.stream().map(Example::theme).distinct().sorted().toList();
    return tickets.stream().mapToInt(ticket -> themes.indexOf(ticket.theme())).toArray();
  }

  /** Returns the fold of every ticket: one of so many, by chance. */
  int[] random(int folds, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, tickets.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    int[] fold = new int[tickets.size()];
    for (int i = 0; i < fold.length; i++) {
      fold[order.get(i)] = i % folds;
    }
    return fold;
  }

  /**
   * The model as it ships: tickets and prototypes, calibrated on themes within the training set.
   */
  List<LocalPrediction> fused(int[] folds) {
    return heldOut(
        folds,
        (training, texts) -> {
          TrainedModel model = trainer.train(training, Prototypes.read());
          return text -> model.predict(text, category -> true);
        });
  }

  /** Gives the same labels in a third of the time. */
  List<LocalPrediction> uncalibrated(int[] folds) {
    List<Example> prototypes = Prototypes.read();
    List<Evidence> theirs = trainer.evidence(prototypes);
    return heldOut(
        folds,
        (training, texts) -> {
          List<Example> examples = new ArrayList<>(training);
          examples.addAll(prototypes);
          List<Evidence> all = new ArrayList<>(texts);
          all.addAll(theirs);
          TrainedModel model = new ModelTrainer("fold", examples, all).uncalibrated();
          return text -> model.predict(text, category -> true);
        });
  }

  /** Words and groups of letters of the tickets alone. */
  List<Labels> termsOnly(int[] folds) {
    return heldOut(
        folds,
        (training, texts) -> {
          TermTable terms = TermTable.of(texts.stream().map(Evidence::features).toList());
          List<Vectors> rows = texts.stream().map(text -> Vectors.of(terms, text)).toList();
          ExpertTrainer experts = new ExpertTrainer(terms.width(), rows, training);
          LinearClassifier priority = experts.trainTerms(TrainedModel.PRIORITIES, Labels::priority);
          LinearClassifier category = experts.trainTerms(TrainedModel.CATEGORIES, Labels::category);
          LinearClassifier sentiment =
              experts.trainTerms(TrainedModel.SENTIMENTS, Labels::sentiment);
          return text -> {
            SparseVector vector = Vectors.of(terms, text).terms();
            return new Labels(
                best(TrainedModel.PRIORITIES, priority, vector),
                best(TrainedModel.CATEGORIES, category, vector),
                best(TrainedModel.SENTIMENTS, sentiment, vector));
          };
        });
  }

  /** Always the most frequent label of the other folds. */
  List<Labels> majority(int[] folds) {
    return heldOut(
        folds,
        (training, texts) -> {
          Labels labels =
              new Labels(
                  mostFrequent(training, Labels::priority),
                  mostFrequent(training, Labels::category),
                  mostFrequent(training, Labels::sentiment));
          return text -> labels;
        });
  }

  private static <L> L best(List<L> labels, LinearClassifier classifier, SparseVector vector) {
    double[] scores = classifier.logProbabilities(vector);
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return labels.get(best);
  }

  private <P> List<P> heldOut(
      int[] folds, BiFunction<List<Example>, List<Evidence>, Function<Evidence, P>> training) {
    Map<Integer, Function<Evidence, P>> models = new HashMap<>();
    for (int fold : IntStream.of(folds).distinct().toArray()) {
      int[] others = IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
      models.put(
          fold,
          training.apply(
              IntStream.of(others).mapToObj(tickets::get).toList(),
              IntStream.of(others).mapToObj(evidence::get).toList()));
    }
    return IntStream.range(0, folds.length)
        .mapToObj(i -> models.get(folds[i]).apply(evidence.get(i)))
        .toList();
  }

  private static <L> L mostFrequent(List<Example> examples, Function<Labels, L> field) {
    Map<L, Integer> counts = new HashMap<>();
    examples.forEach(example -> counts.merge(field.apply(example.labels()), 1, Integer::sum));
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .getKey();
  }
}
