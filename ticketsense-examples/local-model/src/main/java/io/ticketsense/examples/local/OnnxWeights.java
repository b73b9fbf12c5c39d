package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights of a network, where they lie in its ONNX file, to be read and replaced. Knows no more
 * of the format than that takes: it is made of Protocol Buffers, in which a {@code ModelProto} has
 * a graph, a {@code GraphProto} has initializers, and a {@code TensorProto} a name and values.
 */
final class OnnxWeights {

  private static final int GRAPH = 7;
  private static final int INITIALIZER = 5;
  private static final int FLOATS = 4;
  private static final int NAME = 8;
  private static final int RAW = 9;

  private final Map<String, ByteBuffer> values = new HashMap<>();

  /**
   * Finds the weights.
   *
   * @param file is kept; what is put into the weights changes it
   * @throws IOException if it is not such a file
   */
  OnnxWeights(ByteBuffer file) throws IOException {
    try {
      visit(
          file.duplicate(),
          (field, graph) -> {
            if (field == GRAPH) {
              visit(graph, this::addInitializer);
            }
          });
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("Not an ONNX file", e);
    }
  }

  /**
   * Returns the values of a tensor, least significant byte first.
   *
   * @throws IOException if the network has none of that name
   */
  ByteBuffer get(String name) throws IOException {
    ByteBuffer found = values.get(name);
    if (found == null) {
      throw new IOException("The network has no weights " + name);
    }
    return found.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void addInitializer(int graphField, ByteBuffer tensor) {
    if (graphField != INITIALIZER) {
      return;
    }
    Map<Integer, ByteBuffer> fields = new HashMap<>();
    visit(tensor, fields::put);
    ByteBuffer content = fields.getOrDefault(RAW, fields.get(FLOATS));
    if (content != null && fields.containsKey(NAME)) {
      values.put(UTF_8.decode(fields.get(NAME)).toString(), content);
    }
  }

  private interface Visitor {
    void field(int number, ByteBuffer content);
  }

  /** Visits the fields of a message that consist of bytes, and passes over the others. */
  private static void visit(ByteBuffer message, Visitor visitor) {
    while (message.hasRemaining()) {
      long tag = varint(message);
      int length;
      switch ((int) tag & 7) {
        case 0 -> {
          varint(message);
          length = 0;
        }
        case 1 -> length = Long.BYTES;
        case 2 -> {
          length = Math.toIntExact(varint(message));
          visitor.field((int) (tag >>> 3), message.slice(message.position(), length));
        }
        case 5 -> length = Integer.BYTES;
        default -> throw new IllegalArgumentException("Unknown type of field");
      }
      message.position(message.position() + length);
    }
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("Endless number");
  }
}
