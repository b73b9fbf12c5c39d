package io.ticketsense.examples.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an encoder of sentences has learnt about support tickets: for each of its matrices of
 * weights, two narrow ones whose product is added to it (low-rank adaptation, <a
 * href="https://arxiv.org/abs/2106.09685">Hu et al. 2021</a>). A twenty-fifth of the size of the
 * weights themselves.
 *
 * @param examples digest of the messages that it was learnt from
 * @param changes one a matrix
 */
record EncoderAdapter(String examples, List<Change> changes) {

  /** Lies beside these classes; written by {@code EncoderTuning}. */
  static final String NAME = "encoder-adapter.bin";

  private static final int FORMAT = 0x54534101;
  private static final int MOST = 127;

  /** What is added to a matrix. */
  static final class Change {

    private final String matrix;
    private final int rank;
    private final float[] down;
    private final float[] up;

    /**
     * Keeps a change.
     *
     * @param matrix its name in the network
     * @param rank columns of {@code down} and rows of {@code up}
     * @param down a row for each input
     * @param up a column for each output
     */
    Change(String matrix, int rank, float[] down, float[] up) {
      this.matrix = matrix;
      this.rank = rank;
      this.down = down;
      this.up = up;
    }

    int rank() {
      return rank;
    }

    float[] down() {
      return down;
    }

    float[] up() {
      return up;
    }

    int inputs() {
      return down.length / rank;
    }

    int outputs() {
      return up.length / rank;
    }
  }

  /** Reads the adapter that ships with this module. */
  static EncoderAdapter shipped() {
    try (InputStream stream = Resources.open(NAME)) {
      return read(stream);
    } catch (IOException e) {
      throw new LocalModelException(NAME + " cannot be read; build its module anew");
    }
  }

  /** Returns the content of the file that ships with this module. */
  static byte[] shippedFile() {
    try (InputStream stream = Resources.open(NAME)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new LocalModelException(NAME + " cannot be read; build its module anew");
    }
  }

  static EncoderAdapter read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
    if (in.readInt() != FORMAT) {
      throw new IOException(NAME + " has another format");
    }
    String examples = in.readUTF();
    List<Change> changes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String matrix = in.readUTF();
      int rank = in.readInt();
      int inputs = in.readInt();
      int outputs = in.readInt();
      changes.add(
          new Change(
              matrix, rank, HalfFloat.read(inputs * rank, in), HalfFloat.read(rank * outputs, in)));
    }
    return new EncoderAdapter(examples, changes);
  }

  void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream));
    out.writeInt(FORMAT);
    out.writeUTF(examples);
    out.writeInt(changes.size());
    for (Change change : changes) {
      out.writeUTF(change.matrix);
      out.writeInt(change.rank);
      out.writeInt(change.inputs());
      out.writeInt(change.outputs());
      HalfFloat.write(change.down, out);
      HalfFloat.write(change.up, out);
    }
    out.flush();
  }

  /**
   * Changes the weights of a network.
   *
   * @param network an ONNX file with weights of eight bits, a factor for each output
   * @throws IOException if it is another network than the one that was tuned
   */
  void applyTo(ByteBuffer network) throws IOException {
    OnnxWeights weights = new OnnxWeights(network);
    for (Change change : changes) {
      apply(
          change,
          weights.get(change.matrix + "_quantized"),
          weights.get(change.matrix + "_scale").asFloatBuffer());
    }
  }

  private static void apply(Change change, ByteBuffer weights, FloatBuffer factors)
      throws IOException {
    int outputs = change.outputs();
    if (weights.remaining() != change.inputs() * outputs || factors.remaining() != outputs) {
      throw new IOException(change.matrix + " has another size");
    }
    float[] changed = new float[change.inputs()];
    for (int column = 0; column < outputs; column++) {
      float factor = factors.get(column);
      float largest = 0;
      for (int row = 0; row < changed.length; row++) {
        float value = weights.get(row * outputs + column) * factor;
        for (int k = 0; k < change.rank; k++) {
          value += change.down[row * change.rank + k] * change.up[k * outputs + column];
        }
        changed[row] = value;
        largest = Math.max(largest, Math.abs(value));
      }
      factor = Math.max(largest / MOST, Float.MIN_NORMAL);
      factors.put(column, factor);
      for (int row = 0; row < changed.length; row++) {
        weights.put(row * outputs + column, (byte) Math.round(changed[row] / factor));
      }
    }
  }
}
