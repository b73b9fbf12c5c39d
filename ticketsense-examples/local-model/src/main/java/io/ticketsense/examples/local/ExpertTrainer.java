package io.ticketsense.examples.local;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Trains the two experts of a field: logistic regression, every label against the others. */
final class ExpertTrainer {

  /** How closely the weights follow the examples. */
  private static final double TERMS_COST = 4;

  private static final double MEANING_COST = 0.5;
  private static final double PRECISION = 0.05;

  static {
    Linear.disableDebugOutput();
  }

  private final Table terms;
  private final Table meaning;
  private final List<Example> examples;

  /**
   * Creates a trainer.
   *
   * @param termsWidth how many numbers the terms may have
   * @param rows the examples in numbers
   * @param texts the same examples
   */
  ExpertTrainer(int termsWidth, List<Vectors> rows, List<Example> texts) {
    examples = texts;
    terms = Table.of(rows, Vectors::terms, termsWidth, TERMS_COST);
    meaning = Table.of(rows, Vectors::meaning, Vectors.denseWidth(), MEANING_COST);
  }

  /** Trains a field; the experts at the same time. */
  <L> FusedClassifier<L> train(List<L> labels, Function<Labels, L> field) {
    double[] truth = truth(labels, field);
    List<LinearClassifier> experts =
        Stream.of(terms, meaning).parallel().map(table -> table.train(truth, labels)).toList();
    return new FusedClassifier<>(labels, experts.get(0), experts.get(1), FusedClassifier.MEAN);
  }

  /** Trains the expert of terms alone. */
  <L> LinearClassifier trainTerms(List<L> labels, Function<Labels, L> field) {
    return terms.train(truth(labels, field), labels);
  }

  private <L> double[] truth(List<L> labels, Function<Labels, L> field) {
    return examples.stream().mapToDouble(e -> labels.indexOf(field.apply(e.labels()))).toArray();
  }

  /** The examples as one of the experts sees them. */
  private record Table(List<Feature[]> rows, int width, double cost) {

    static Table of(
        List<Vectors> rows, Function<Vectors, SparseVector> view, int width, double cost) {
      return new Table(rows.stream().map(row -> row(view.apply(row), width)).toList(), width, cost);
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

    LinearClassifier train(double[] truth, List<?> labels) {
      Problem problem = new Problem();
      problem.l = rows.size();
      problem.n = width + 1;
      problem.x = rows.toArray(Feature[][]::new);
      problem.y = truth;
      Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, PRECISION));
      if (model.getNrClass() != labels.size()) {
        throw new IllegalArgumentException("Every one of " + labels + " needs an example");
      }
      return new LinearClassifier(labels.size(), weights(model));
    }

    /** Brings the weights into the order of the labels, whatever the order of the examples. */
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
  }
}
