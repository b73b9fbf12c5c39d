package io.ticketsense.examples.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Turns text into the numbers in which texts of like meaning lie close: a small neural network,
 * trained by others on a great many sentences. Runs on the thread that calls. Safe for all threads.
 */
final class SentenceEncoder {

  /** How many numbers a text becomes. */
  static final int WIDTH = 384;

  /**
   * The most pieces that a text may have. The network was made for sentences: it makes more of a
   * long text in parts of this length, a paragraph or two, than of the whole, and sooner.
   */
  static final int MAX_PIECES = 192;

  private static final String OUTPUT = "last_hidden_state";

  /**
   * Where the network writes to, as many as there were texts at once. Taken from the heap anew for
   * each text, this would be most of all that is thrown away.
   */
  private final Queue<FloatBuffer> outputs = new ConcurrentLinkedQueue<>();

  private final OrtEnvironment environment;
  private final OrtSession session;

  /**
   * Loads a network.
   *
   * @param network in the ONNX format
   * @throws LocalModelException if this machine cannot run it
   */
  SentenceEncoder(ByteBuffer network) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // One thread, the caller's; no memory kept for the longest text ever seen.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      // What more there is makes it a fifth faster and takes 60 MB.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      session = environment.createSession(network, options);
    } catch (LinkageError e) {
      throw new LocalModelException(NativeCode.notLoaded(e));
    } catch (OrtException e) {
      throw new LocalModelException("The encoder does not run on this machine: " + e.getCode());
    }
  }

  /**
   * Encodes a text.
   *
   * @param pieces of the text, 2 to {@link #MAX_PIECES}
   * @return {@link #WIDTH} numbers
   */
  Embedding encode(long[] pieces) {
    long[] shape = {1, pieces.length};
    long[] ones = new long[pieces.length];
    Arrays.fill(ones, 1);
    FloatBuffer output = outputs.poll();
    if (output == null) {
      output = directBuffer(MAX_PIECES * WIDTH);
    }
    try (OnnxTensor ids = tensor(pieces, shape);
        OnnxTensor mask = tensor(ones, shape);
        OnnxTensor types = tensor(new long[pieces.length], shape);
        OnnxTensor states =
            OnnxTensor.createTensor(
                environment,
                output.slice(0, pieces.length * WIDTH),
                new long[] {1, pieces.length, WIDTH})) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put("input_ids", ids);
      inputs.put("attention_mask", mask);
      inputs.put("token_type_ids", types);
      inputs.keySet().retainAll(session.getInputNames());
      session.run(inputs, Map.of(OUTPUT, states)).close();
      return start(output);
    } catch (OrtException e) {
      throw new IllegalStateException("The encoder failed: " + e.getCode(), e);
    } finally {
      outputs.add(output);
    }
  }

  private static FloatBuffer directBuffer(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  /** What the network makes of the mark at the start stands for the text. */
  private static Embedding start(FloatBuffer output) {
    float[] text = new float[WIDTH];
    output.get(0, text);
    return new Embedding(text);
  }
}
