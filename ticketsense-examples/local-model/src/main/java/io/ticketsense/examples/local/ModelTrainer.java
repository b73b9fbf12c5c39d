package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Trains the experts of every field and calibrates them. Nothing is left to chance, so the same
 * examples give the same model.
 */
final class ModelTrainer {

  /** Tickets are held out in so many parts to calibrate on. */
  private static final int FOLDS = 2;

  /** Fewer tickets say nothing on how sure the model may be. */
  private static final int MIN_TICKETS = 30;

  private final String name;
  private final List<Example> examples;
  private final List<Evidence> evidence;

  /**
   * Creates a trainer.
   *
   * @param name of the model
   * @param examples to learn from; every label must occur
   * @param evidence of each, in the same order
   */
  ModelTrainer(String name, List<Example> examples, List<Evidence> evidence) {
    this.name = name;
    this.examples = examples;
    this.evidence = evidence;
  }

  TrainedModel train() {
    TrainedModel model = uncalibrated();
    int[] folds = folds();
    if (IntStream.of(folds).filter(fold -> fold >= 0).count() < MIN_TICKETS) {
      return model;
    }
    Calibration<?>[] fields = {
      new Calibration<>(TrainedModel.PRIORITIES),
      new Calibration<>(TrainedModel.CATEGORIES),
      new Calibration<>(TrainedModel.SENTIMENTS)
    };
    for (int part = 0; part < FOLDS; part++) {
      int heldOut = part;
      TrainedModel partial = trainOn(i -> folds[i] != heldOut);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == heldOut) {
          Vectors vectors = Vectors.of(partial.terms(), evidence.get(i));
          Labels labels = examples.get(i).labels();
          fields[0].add(partial.priority().scores(vectors), labels.priority());
          fields[1].add(partial.category().scores(vectors), labels.category());
          fields[2].add(partial.sentiment().scores(vectors), labels.sentiment());
        }
      }
    }
    return new TrainedModel(
        name,
        model.terms(),
        model.priority().withSharpness(fields[0].sharpness()),
        model.category().withSharpness(fields[1].sharpness()),
        model.sentiment().withSharpness(fields[2].sharpness()));
  }

  /** Labels like the whole model, but knows not how sure it is. */
  TrainedModel uncalibrated() {
    return trainOn(i -> true);
  }

  /** Returns the part of every ticket, whole themes where there are enough, and -1 for others. */
  private int[] folds() {
    List<String> themes =
        examples.stream()
            .filter(Example::isTicket)
            .map(Example::theme)
            .distinct()
            .sorted()
            .toList();
    return IntStream.range(0, examples.size())
        .map(
            i ->
                !examples.get(i).isTicket()
                    ? -1
                    : (themes.size() < FOLDS ? i : themes.indexOf(examples.get(i).theme())) % FOLDS)
        .toArray();
  }

  private TrainedModel trainOn(IntPredicate included) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      if (included.test(i)) {
        chosen.add(i);
      }
    }
    TermTable terms = TermTable.of(chosen.stream().map(i -> evidence.get(i).features()).toList());
    List<Vectors> rows = chosen.stream().map(i -> Vectors.of(terms, evidence.get(i))).toList();
    List<Example> texts = chosen.stream().map(examples::get).toList();
    ExpertTrainer experts = new ExpertTrainer(terms.width(), rows, texts);
    return new TrainedModel(
        name,
        terms,
        experts.train(TrainedModel.PRIORITIES, Labels::priority),
        experts.train(TrainedModel.CATEGORIES, Labels::category),
        experts.train(TrainedModel.SENTIMENTS, Labels::sentiment));
  }
}
