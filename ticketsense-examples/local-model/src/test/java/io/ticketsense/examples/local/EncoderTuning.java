package io.ticketsense.examples.local;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Teaches the encoder what matters in support tickets: tunes it so that the labels of the invented
 * messages can be told from what it makes of them. Knows none of the tickets that models are
 * trained on or measured with. Needs the profile {@code tune}, for PyTorch; see the README.
 */
final class EncoderTuning {

  private static final long SEED = 1;
  private static final int ROUNDS = 4;
  private static final int BATCH = 16;
  private static final float RATE = 1e-3f;
  private static final float WARM_UP = 0.1f;
  private static final double LARGEST_STEP = 1;

  /** So much of the truth is spread over all labels, against being too sure. */
  private static final float SMOOTHING = 0.05f;

  private static final int CHECKED = 20;
  private static final double LEAST_COSINE = 0.97;

  private final Random random = new Random(SEED);
  private final NDManager manager;
  private final TunedNetwork network;
  private final List<Example> examples;
  private final List<List<long[]>> texts;
  private final List<Field<?>> fields =
      List.of(
          new Field<>("priority", TrainedModel.PRIORITIES, Labels::priority),
          new Field<>("category", TrainedModel.CATEGORIES, Labels::category),
          new Field<>("sentiment", TrainedModel.SENTIMENTS, Labels::sentiment));

  private record Field<L>(String name, List<L> labels, Function<Labels, L> of) {

    int index(Labels truth) {
      return labels.indexOf(of.apply(truth));
    }

    String weights() {
      return name + ".weights";
    }

    String bias() {
      return name + ".bias";
    }
  }

  private EncoderTuning(NDManager manager, List<Example> examples) throws Exception {
    this.manager = manager;
    this.examples = examples;
    EncoderInput input = new EncoderInput();
    texts = examples.stream().map(example -> input.of(example.message())).toList();
    network = new TunedNetwork(manager, random);
    for (Field<?> field : fields) {
      network.addLearnt(field.weights(), SentenceEncoder.WIDTH, field.labels().size());
      network.addLearnt(field.bias(), 1, field.labels().size());
    }
  }

  /**
   * Tunes.
   *
   * @param args file to write what was learnt to
   */
  public static void main(String[] args) throws Exception {
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed((int) SEED);
    List<Example> prototypes = Prototypes.read();
    try (NDManager manager = engine.newBaseManager()) {
      EncoderTuning tuning = new EncoderTuning(manager, prototypes);
      tuning.learn();
      EncoderAdapter adapter =
          new EncoderAdapter(Example.digest(prototypes), tuning.network.changes());
      tuning.requireSameAs(new Encoder(adapter));
      try (OutputStream stream = Files.newOutputStream(Path.of(args[0]))) {
        adapter.write(stream);
      }
    }
  }

  /**
   * Makes sure that the network in the ONNX file, changed like this one, does the same but for its
   * rounding.
   */
  private void requireSameAs(Encoder encoder) {
    try (NDManager check = manager.newSubManager()) {
      for (int i = 0; i < CHECKED; i++) {
        float[] ours = network.encode(check, texts.subList(i, i + 1), false).toFloatArray();
        float[] theirs = encoder.encode(examples.get(i).message()).values();
        double product = 0;
        double squares = 0;
        for (int k = 0; k < ours.length; k++) {
          product += ours[k] * theirs[k];
          squares += ours[k] * ours[k];
        }
        double cosine = product / StrictMath.sqrt(squares);
        if (!(cosine >= LEAST_COSINE)) {
          throw new IllegalStateException("The changed network differs: cosine " + cosine);
        }
      }
    }
  }

  private void learn() {
    int steps = ROUNDS * ((examples.size() + BATCH - 1) / BATCH);
    Tracker rate =
        step -> RATE * Math.min(step / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps));
    Optimizer optimizer = Optimizer.adamW().optLearningRateTracker(rate).build();
    for (int round = 1; round <= ROUNDS; round++) {
      List<List<Integer>> batches = batches();
      double loss =
          batches.stream().mapToDouble(batch -> learn(batch, optimizer)).average().orElseThrow();
      System.out.printf(Locale.ROOT, "Round %d of %d: loss %.3f%n", round, ROUNDS, loss);
    }
  }

  /** Returns texts of like length together, in an order left to chance. */
  private List<List<Integer>> batches() {
    List<Integer> order = new ArrayList<>();
    double[] keys = new double[examples.size()];
    for (int i = 0; i < keys.length; i++) {
      order.add(i);
      List<long[]> parts = texts.get(i);
      keys[i] = parts.size() * parts.get(0).length + 8 * random.nextDouble();
    }
    order.sort(Comparator.comparingDouble(i -> keys[i]));
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += BATCH) {
      batches.add(order.subList(from, Math.min(from + BATCH, order.size())));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private double learn(List<Integer> batch, Optimizer optimizer) {
    try (NDManager step = manager.newSubManager()) {
      double told;
      try (GradientCollector gradients = step.getEngine().newGradientCollector()) {
        NDArray rows =
            TunedNetwork.dropout(
                network.encode(step, batch.stream().map(texts::get).toList(), true), true);
        NDArray loss = step.create(0f);
        for (Field<?> field : fields) {
          loss = loss.add(loss(step, rows, field, batch));
        }
        gradients.backward(loss);
        told = loss.getFloat();
      }
      update(optimizer);
      return told;
    }
  }

  /** Takes a step against the gradients, which may not lead far by themselves. */
  private void update(Optimizer optimizer) {
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    double squares = 0;
    for (Map.Entry<String, NDArray> learnt : network.learnt().entrySet()) {
      NDArray gradient = learnt.getValue().getGradient();
      gradients.put(learnt.getKey(), gradient);
      try (NDArray square = gradient.square();
          NDArray sum = square.sum()) {
        squares += sum.getFloat();
      }
    }
    double factor = Math.min(1, LARGEST_STEP / StrictMath.sqrt(squares));
    gradients.forEach(
        (name, gradient) -> {
          gradient.muli(factor);
          optimizer.update(name, network.learnt().get(name), gradient);
          gradient.muli(0);
          gradient.close();
        });
  }

  private NDArray loss(NDManager step, NDArray rows, Field<?> field, List<Integer> batch) {
    int labels = field.labels().size();
    float[] truth = new float[batch.size() * labels];
    Arrays.fill(truth, -SMOOTHING / labels / batch.size());
    for (int i = 0; i < batch.size(); i++) {
      int index = field.index(examples.get(batch.get(i)).labels());
      truth[i * labels + index] -= (1 - SMOOTHING) / batch.size();
    }
    NDArray told =
        rows.matMul(network.learnt().get(field.weights()))
            .add(network.learnt().get(field.bias()))
            .logSoftmax(-1);
    return told.mul(step.create(truth, new Shape(batch.size(), labels))).sum();
  }
}
