package io.ticketsense.examples.local;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import io.ticketsense.examples.local.EncoderAdapter.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * bge-small-en-v1.5, a BERT of twelve layers, as arithmetic that PyTorch can differentiate. Its own
 * weights stay as they are; what is learnt is added to them.
 */
final class TunedNetwork {

  private static final int WIDTH = SentenceEncoder.WIDTH;
  private static final int HEADS = 12;
  private static final int LAYERS = 12;
  private static final int RANK = 16;

  /** What stands for zero in the embeddings, which have no sign. */
  private static final int ZERO = 128;

  private static final float EPSILON = 1e-12f;

  /** Taken from how much attention is paid to what is not there. */
  private static final float UNSEEN = 1e4f;

  private static final float DROPOUT = 0.1f;

  /** The export to ONNX named the matrices by numbers: query, key, value, output, up, down. */
  private static final int[] FIRST_LAYER = {1525, 1526, 1529, 1535, 1536, 1537};

  private static final int NEXT_LAYER = 13;

  private final NDManager manager;
  private final Random random;
  private final OnnxWeights weights;
  private final Map<String, NDArray> fixed = new LinkedHashMap<>();
  private final Map<String, NDArray> learnt = new LinkedHashMap<>();
  private final float[] words;
  private final float[] places;

  /**
   * Reads the weights.
   *
   * @param manager holds them, and whatever is learnt
   * @param random decides where learning begins
   */
  TunedNetwork(NDManager manager, Random random) throws IOException {
    this.manager = manager;
    this.random = random;
    this.weights = new OnnxWeights(Encoder.network());
    words = embeddings("word");
    places = embeddings("position");
    float[] types = embeddings("token_type");
    for (int i = 0; i < places.length; i++) {
      places[i] += types[i % WIDTH];
    }
    for (String name : List.of("weight", "bias")) {
      fix("embeddings.LayerNorm." + name, new Shape(WIDTH));
    }
    for (int layer = 0; layer < LAYERS; layer++) {
      String prefix = "encoder.layer." + layer + ".";
      for (String part : List.of("query", "key", "value")) {
        fix(prefix + "attention.self." + part + ".bias", new Shape(WIDTH));
      }
      for (String part : List.of("attention.output", "output")) {
        fix(prefix + part + ".dense.bias", new Shape(WIDTH));
        fix(prefix + part + ".LayerNorm.weight", new Shape(WIDTH));
        fix(prefix + part + ".LayerNorm.bias", new Shape(WIDTH));
      }
      fix(prefix + "intermediate.dense.bias", new Shape(4 * WIDTH));
      for (int part = 0; part < FIRST_LAYER.length; part++) {
        int inputs = part == 5 ? 4 * WIDTH : WIDTH;
        addMatrix(matrix(layer, part), inputs, part == 4 ? 4 * WIDTH : WIDTH);
      }
    }
  }

  private static String matrix(int layer, int part) {
    return "onnx::MatMul_" + (FIRST_LAYER[part] + layer * NEXT_LAYER);
  }

  private void addMatrix(String name, int inputs, int outputs) throws IOException {
    byte[] quantized = bytes(name + "_quantized");
    float[] factors = floats(name + "_scale");
    float[] values = new float[quantized.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = quantized[i] * factors[i % outputs];
    }
    fixed.put(name, manager.create(values, new Shape(inputs, outputs)));
    learnt.put(name + ".down", start(inputs, RANK, 1 / StrictMath.sqrt(inputs)));
    learnt.put(name + ".up", start(RANK, outputs, 0));
  }

  /** Adds numbers to learn, spread around zero. */
  void addLearnt(String name, int inputs, int outputs) {
    learnt.put(name, start(inputs, outputs, 1 / StrictMath.sqrt(inputs)));
  }

  private NDArray start(int rows, int columns, double spread) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (spread * random.nextGaussian());
    }
    NDArray array = manager.create(values, new Shape(rows, columns));
    array.setRequiresGradient(true);
    return array;
  }

  /** Returns what is learnt, by name. */
  Map<String, NDArray> learnt() {
    return learnt;
  }

  /**
   * Encodes texts.
   *
   * @param step holds all that is computed
   * @param texts the pieces of the parts of each
   * @param learning whether to leave out some numbers by chance
   * @return a row a text, the mean of its parts, of any length
   */
  NDArray encode(NDManager step, List<List<long[]>> texts, boolean learning) {
    List<long[]> parts = texts.stream().flatMap(List::stream).toList();
    float[] shares = new float[texts.size() * parts.size()];
    int part = 0;
    for (int text = 0; text < texts.size(); text++) {
      int size = texts.get(text).size();
      for (int end = part + size; part < end; part++) {
        shares[text * parts.size() + part] = 1f / size;
      }
    }
    return step.create(shares, new Shape(texts.size(), parts.size()))
        .matMul(encodeParts(step, parts, learning));
  }

  private NDArray encodeParts(NDManager step, List<long[]> pieces, boolean learning) {
    int longest = pieces.stream().mapToInt(text -> text.length).max().orElseThrow();
    float[] input = new float[pieces.size() * longest * WIDTH];
    float[] mask = new float[pieces.size() * longest];
    for (int text = 0; text < pieces.size(); text++) {
      for (int place = 0; place < pieces.get(text).length; place++) {
        int at = text * longest + place;
        mask[at] = 1;
        embed((int) pieces.get(text)[place], place, input, at * WIDTH);
      }
    }
    NDArray x = step.create(input, new Shape(pieces.size(), longest, WIDTH));
    NDArray present = step.create(mask, new Shape(pieces.size(), longest));
    NDArray unseen = present.sub(1).mul(UNSEEN).reshape(pieces.size(), 1, 1, longest);
    // Plain numbers in the arithmetic would be freed before the gradients are computed from them.
    NDArray sharpness = step.create((float) (1 / StrictMath.sqrt(WIDTH / HEADS)));
    x = normalize(x, "embeddings");
    for (int layer = 0; layer < LAYERS; layer++) {
      x = layer(x, unseen, sharpness, layer, learning);
    }
    return x.get(":, 0");
  }

  private NDArray layer(NDArray x, NDArray unseen, NDArray sharpness, int layer, boolean learning) {
    String prefix = "encoder.layer." + layer + ".";
    String self = prefix + "attention.self.";
    NDArray query = heads(linear(x, matrix(layer, 0), self + "query.bias"));
    NDArray key = heads(linear(x, matrix(layer, 1), self + "key.bias"));
    NDArray value = heads(linear(x, matrix(layer, 2), self + "value.bias"));
    NDArray attention =
        query.matMul(key.transpose(0, 1, 3, 2)).mul(sharpness).add(unseen).softmax(-1);
    NDArray seen = attention.matMul(value).transpose(0, 2, 1, 3).reshape(x.getShape());
    NDArray output = linear(seen, matrix(layer, 3), prefix + "attention.output.dense.bias");
    NDArray first = normalize(dropout(output, learning).add(x), prefix + "attention.output");
    NDArray wide = linear(first, matrix(layer, 4), prefix + "intermediate.dense.bias");
    NDArray narrow = linear(Activation.gelu(wide), matrix(layer, 5), prefix + "output.dense.bias");
    return normalize(dropout(narrow, learning).add(first), prefix + "output");
  }

  private NDArray linear(NDArray x, String matrix, String bias) {
    return x.matMul(fixed.get(matrix))
        .add(x.matMul(learnt.get(matrix + ".down")).matMul(learnt.get(matrix + ".up")))
        .add(fixed.get(bias));
  }

  private NDArray normalize(NDArray x, String name) {
    return LayerNorm.layerNorm(
            x,
            new Shape(WIDTH),
            fixed.get(name + ".LayerNorm.weight"),
            fixed.get(name + ".LayerNorm.bias"),
            EPSILON)
        .singletonOrThrow();
  }

  static NDArray dropout(NDArray x, boolean learning) {
    return learning ? Dropout.dropout(x, DROPOUT, true).singletonOrThrow() : x;
  }

  private static NDArray heads(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), HEADS, WIDTH / HEADS).transpose(0, 2, 1, 3);
  }

  /** Returns what has been learnt of the network's matrices. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      for (int part = 0; part < FIRST_LAYER.length; part++) {
        String name = matrix(layer, part);
        changes.add(
            new Change(
                name,
                RANK,
                learnt.get(name + ".down").toFloatArray(),
                learnt.get(name + ".up").toFloatArray()));
      }
    }
    return changes;
  }

  private void embed(int piece, int place, float[] into, int at) {
    for (int i = 0; i < WIDTH; i++) {
      into[at + i] = words[piece * WIDTH + i] + places[place * WIDTH + i];
    }
  }

  private float[] embeddings(String kind) throws IOException {
    String name = "embeddings." + kind + "_embeddings.weight";
    float factor = floats(name + "_scale")[0];
    byte[] quantized = bytes(name + "_quantized");
    float[] values = new float[quantized.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * ((quantized[i] & 0xFF) - ZERO);
    }
    return values;
  }

  private void fix(String name, Shape shape) throws IOException {
    fixed.put(name, manager.create(floats(name), shape));
  }

  private byte[] bytes(String name) throws IOException {
    ByteBuffer content = weights.get(name);
    byte[] values = new byte[content.remaining()];
    content.get(values);
    return values;
  }

  private float[] floats(String name) throws IOException {
    FloatBuffer content = weights.get(name).asFloatBuffer();
    float[] values = new float[content.remaining()];
    content.get(values);
    return values;
  }
}
