package io.ticketsense.examples.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns text into the numbers in which texts of like meaning lie close: a small neural network,
 * trained by others on a great many sentences. Runs on the thread that calls. Safe for all threads.
 */
final class SentenceEncoder {

  /** How many numbers a text becomes. */
  static final int WIDTH = 384;

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
   * @param pieces of the text, at least two
   * @return {@link #WIDTH} numbers of length 1 together
   */
  float[] encode(long[] pieces) {
    long[] shape = {1, pieces.length};
    long[] ones = new long[pieces.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = tensor(pieces, shape);
        OnnxTensor mask = tensor(ones, shape);
        OnnxTensor types = tensor(new long[pieces.length], shape)) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put("input_ids", ids);
      inputs.put("attention_mask", mask);
      inputs.put("token_type_ids", types);
      inputs.keySet().retainAll(session.getInputNames());
      try (OrtSession.Result result = session.run(inputs)) {
        return start((OnnxTensor) result.get(0));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("The encoder failed: " + e.getCode(), e);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  /** What the network makes of the mark at the start stands for the text. */
  private static float[] start(OnnxTensor output) {
    float[] text = new float[WIDTH];
    output.getFloatBuffer().get(text);
    double squares = 0;
    for (float value : text) {
      squares += value * value;
    }
    float factor = (float) (1 / StrictMath.sqrt(squares));
    for (int i = 0; i < text.length; i++) {
      text[i] *= factor;
    }
    return text;
  }
}
