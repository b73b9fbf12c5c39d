package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxWeightsTest {

  @Test
  @DisplayName("The weights of the encoder are found, as many as there must be")
  void get_encoder_hasItsWeights() throws IOException {
    OnnxWeights weights = new OnnxWeights(Encoder.network());

    FloatBuffer factor = weights.get("embeddings.LayerNorm.weight").asFloatBuffer();
    assertThat(factor.remaining()).isEqualTo(384);
    assertThat(factor.get(0)).as("as other readers of the file tell it").isEqualTo(0.58496094f);
    assertThat(weights.get("onnx::MatMul_1536_quantized").remaining()).isEqualTo(384 * 1536);
    assertThat(weights.get("onnx::MatMul_1536_scale").asFloatBuffer().remaining()).isEqualTo(1536);
  }

  @Test
  @DisplayName("What is put into the weights is in the file")
  void get_put_changesTheFile() throws IOException {
    ByteBuffer network = Encoder.network();

    new OnnxWeights(network).get("embeddings.LayerNorm.weight").putFloat(0, 7);

    assertThat(new OnnxWeights(network).get("embeddings.LayerNorm.weight").getFloat(0))
        .isEqualTo(7);
  }

  @Test
  @DisplayName("Weights that are not there are named")
  void get_unknown_throws() throws IOException {
    OnnxWeights weights = new OnnxWeights(Encoder.network());

    assertThatThrownBy(() -> weights.get("nothing"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 100_000, 20_000_000})
  @DisplayName("A file that ends too early is refused")
  void new_cutOff_throws(int length) throws IOException {
    ByteBuffer start = Encoder.network().limit(length);

    assertThatThrownBy(() -> new OnnxWeights(start)).isInstanceOf(IOException.class);
  }

  @Test
  @DisplayName("Another kind of file is refused")
  void new_text_throws() {
    byte[] text = new byte[1000];
    Arrays.fill(text, (byte) 0xFF);

    assertThatThrownBy(() -> new OnnxWeights(ByteBuffer.wrap(text)))
        .isInstanceOf(IOException.class);
  }
}
