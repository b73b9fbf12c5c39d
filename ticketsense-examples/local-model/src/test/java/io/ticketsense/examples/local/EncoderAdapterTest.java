package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ticketsense.examples.local.EncoderAdapter.Change;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EncoderAdapterTest {

  private static final String MATRIX = "onnx::MatMul_1536";
  private static final int INPUTS = 384;
  private static final int OUTPUTS = 1536;

  @Test
  @DisplayName("What ships was learnt from the prototypes that ship; if not, tune the encoder anew")
  void shipped_examples_areThePrototypes() {
    assertThat(EncoderAdapter.shipped().examples())
        .as("./mvnw -Ptune -pl ticketsense-examples/local-model -am process-test-classes")
        .isEqualTo(Example.digest(Prototypes.read()));
  }

  @Test
  @DisplayName("What ships changes what the encoder makes of a text, but not beyond recognition")
  void shipped_applied_changesEmbeddings() {
    Message message = Message.of("Locked out", "Nobody here can log in since this morning.");

    float[] tuned = Encoder.shared().encode(message).values();
    float[] plain = new Encoder(new EncoderAdapter("", List.of())).encode(message).values();

    double cosine = 0;
    for (int i = 0; i < tuned.length; i++) {
      cosine += tuned[i] * plain[i];
    }
    assertThat(cosine).isBetween(-0.5, 0.98);
  }

  @Test
  @DisplayName("A change is added to the weights, to within half a step of eight bits")
  void applyTo_change_isAdded() throws IOException {
    ByteBuffer network = Encoder.network();
    float[] before = weights(network);
    Change change = change(MATRIX, 2, INPUTS, OUTPUTS);

    new EncoderAdapter("", List.of(change)).applyTo(network);

    float[] after = weights(network);
    FloatBuffer steps = new OnnxWeights(network).get(MATRIX + "_scale").asFloatBuffer();
    for (int i = 0; i < after.length; i++) {
      float expected = before[i] + product(change, i / OUTPUTS, i % OUTPUTS);
      assertThat(after[i]).isCloseTo(expected, within(0.501f * steps.get(i % OUTPUTS)));
    }
  }

  @Test
  @DisplayName("Without changes the network stays as it is")
  void applyTo_nothing_changesNothing() throws IOException {
    ByteBuffer network = Encoder.network();

    new EncoderAdapter("", List.of()).applyTo(network);

    assertThat(network.equals(Encoder.network())).isTrue();
  }

  @Test
  @DisplayName("An adapter of another network is refused")
  void applyTo_otherNetwork_throws() throws IOException {
    ByteBuffer network = Encoder.network();
    EncoderAdapter otherName =
        new EncoderAdapter("", List.of(change("onnx::MatMul_1", 2, INPUTS, OUTPUTS)));
    EncoderAdapter otherSize = new EncoderAdapter("", List.of(change(MATRIX, 2, INPUTS, INPUTS)));

    assertThatThrownBy(() -> otherName.applyTo(network))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("onnx::MatMul_1");
    assertThatThrownBy(() -> otherSize.applyTo(network))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(MATRIX);
  }

  @Test
  @DisplayName("What is written is read again, rounded to two bytes a number")
  void write_read_isTheSame() throws IOException {
    Change change = change(MATRIX, 3, 5, 7);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new EncoderAdapter("abc", List.of(change)).write(written);

    EncoderAdapter read = EncoderAdapter.read(new ByteArrayInputStream(written.toByteArray()));

    ByteArrayOutputStream again = new ByteArrayOutputStream();
    read.write(again);
    assertThat(again.toByteArray()).isEqualTo(written.toByteArray());
    assertThat(read.examples()).isEqualTo("abc");
    assertThat(read.changes().get(0).inputs()).isEqualTo(5);
    assertThat(read.changes().get(0).outputs()).isEqualTo(7);
    assertThat(product(read.changes().get(0), 4, 6))
        .isCloseTo(product(change, 4, 6), within(1e-4f));
  }

  @Test
  @DisplayName("Another file is refused")
  void read_otherFile_throws() {
    assertThatThrownBy(() -> EncoderAdapter.read(new ByteArrayInputStream(new byte[100])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format");
  }

  private static Change change(String matrix, int rank, int inputs, int outputs) {
    Random random = new Random(1);
    float[] down = new float[inputs * rank];
    float[] up = new float[rank * outputs];
    for (float[] values : List.of(down, up)) {
      for (int i = 0; i < values.length; i++) {
        values[i] = 0.1f * (float) random.nextGaussian();
      }
    }
    return new Change(matrix, rank, down, up);
  }

  private static float product(Change change, int input, int output) {
    float sum = 0;
    for (int k = 0; k < change.rank(); k++) {
      sum += change.down()[input * change.rank() + k] * change.up()[k * change.outputs() + output];
    }
    return sum;
  }

  private static float[] weights(ByteBuffer network) throws IOException {
    OnnxWeights weights = new OnnxWeights(network);
    ByteBuffer quantized = weights.get(MATRIX + "_quantized");
    FloatBuffer factors = weights.get(MATRIX + "_scale").asFloatBuffer();
    float[] values = new float[quantized.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = quantized.get(i) * factors.get(i % OUTPUTS);
    }
    return values;
  }
}
