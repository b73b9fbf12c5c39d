package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.Collections;
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
    return labels(folds, Baselines::terms);
  }

  /** Always the most frequent label of the other folds. */
  List<Labels> majority(int[] folds) {
    return labels(folds, (training, texts) -> Baselines.majority(training));
  }

  private List<Labels> labels(
      int[] folds, BiFunction<List<Example>, List<Evidence>, Function<Message, Labels>> training) {
    Map<Integer, Function<Message, Labels>> models = models(folds, training);
    return IntStream.range(0, folds.length)
        .mapToObj(i -> models.get(folds[i]).apply(tickets.get(i).message()))
        .toList();
  }

  private List<LocalPrediction> heldOut(
      int[] folds,
      BiFunction<List<Example>, List<Evidence>, Function<Evidence, LocalPrediction>> training) {
    Map<Integer, Function<Evidence, LocalPrediction>> models = models(folds, training);
    return IntStream.range(0, folds.length)
        .mapToObj(i -> models.get(folds[i]).apply(evidence.get(i)))
        .toList();
  }

  private <M> Map<Integer, M> models(
      int[] folds, BiFunction<List<Example>, List<Evidence>, M> training) {
    Map<Integer, M> models = new HashMap<>();
    for (int fold : IntStream.of(folds).distinct().toArray()) {
      int[] others = IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
      models.put(
          fold,
          training.apply(
              IntStream.of(others).mapToObj(tickets::get).toList(),
              IntStream.of(others).mapToObj(evidence::get).toList()));
    }
    return models;
  }
}
