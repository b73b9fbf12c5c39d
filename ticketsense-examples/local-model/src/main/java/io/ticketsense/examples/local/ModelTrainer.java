package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Trains the classifiers: logistic regression, every label against the others. Nothing is left to
 * chance, so the same examples give the same model.
 */
final class ModelTrainer {

  /** How closely the weights follow the examples. */
  private static final double COST = 8;

  private static final double PRECISION = 0.01;
  private static final int DIGITS = 8;

  static {
    Linear.disableDebugOutput();
  }

  private ModelTrainer() {}

  /** Trains a model that is named after its examples. */
  static TrainedModel train(List<Example> examples) {
    return train(
        name(examples),
        examples.stream()
            .map(example -> Features.of(Message.of(example.subject(), example.body())))
            .toList(),
        examples.stream().map(Example::labels).toList());
  }

  /**
   * Trains a model.
   *
   * @param name of the model
   * @param texts to learn from
   * @param labels of each text, in the same order; every label must occur
   */
  static TrainedModel train(String name, List<Features> texts, List<Labels> labels) {
    TermTable terms = TermTable.of(texts);
    Feature[][] rows =
        texts.stream().map(text -> row(terms.weigh(text), terms.width())).toArray(Feature[][]::new);
    return new TrainedModel(
        name,
        terms,
        classifier(TrainedModel.PRIORITIES, rows, labels, Labels::priority),
        classifier(TrainedModel.CATEGORIES, rows, labels, Labels::category),
        classifier(TrainedModel.SENTIMENTS, rows, labels, Labels::sentiment));
  }

  /** Returns a vector as liblinear wants it: counted from one, and a one at the end. */
  private static Feature[] row(SparseVector vector, int width) {
    Feature[] row = new Feature[vector.size() + 1];
    for (int i = 0; i < vector.size(); i++) {
      row[i] = new FeatureNode(vector.index(i) + 1, vector.value(i));
    }
    row[vector.size()] = new FeatureNode(width + 1, 1);
    return row;
  }

  private static <L> LinearClassifier<L> classifier(
      List<L> known, Feature[][] rows, List<Labels> labels, Function<Labels, L> field) {
    Problem problem = new Problem();
    problem.l = rows.length;
    problem.n = rows[0][rows[0].length - 1].getIndex();
    problem.x = rows;
    problem.y = labels.stream().mapToDouble(label -> known.indexOf(field.apply(label))).toArray();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, PRECISION));
    if (model.getNrClass() != known.size()) {
      throw new IllegalArgumentException("Every one of " + known + " needs an example");
    }
    return new LinearClassifier<>(known, weights(model));
  }

  /** Brings the weights into the order of the labels, whatever the order of the examples was. */
  private static float[] weights(Model model) {
    double[] trained = model.getFeatureWeights();
    int[] order = model.getLabels();
    float[] weights = new float[trained.length];
    for (int i = 0; i < weights.length; i++) {
      int label = order[i % order.length];
      weights[i - i % order.length + label] = HalfFloat.round((float) trained[i]);
    }
    return weights;
  }

  private static String name(List<Example> examples) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
    for (Example example : examples) {
      Labels labels = example.labels();
      String text =
          String.join(
              "\0",
              example.subject(),
              example.body(),
              labels.priority().label(),
              labels.category().label(),
              labels.sentiment().label());
      digest.update((text + "\0").getBytes(UTF_8));
    }
    return "local-liblinear-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
