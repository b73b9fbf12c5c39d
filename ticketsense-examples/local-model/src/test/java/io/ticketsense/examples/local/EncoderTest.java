package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EncoderTest {

  private static final String MATTER = "The parcel with the green boxes has come and all is well. ";
  private static final String POINT = "A stranger reads the medical records of our patients!";

  /** More than one part holds, less than three. */
  private static final String LONG = MATTER.repeat(30);

  /** More than is read. */
  private static final String TOO_LONG = MATTER.repeat(200);

  private final Encoder encoder = Encoder.shared();

  @Test
  @DisplayName("What is said at the end of a long ticket counts as much as at its start")
  void encode_pointAtEnd_counts() {
    Embedding point = encode(POINT);

    double without = similarity(encode(LONG), point);

    assertThat(similarity(encode(LONG + POINT), point)).isGreaterThan(without + 0.05);
    assertThat(similarity(encode(POINT + " " + LONG), point)).isGreaterThan(without + 0.05);
  }

  @Test
  @DisplayName("What comes after three parts is not read")
  void encode_pointBeyondReach_isNotRead() {
    assertThat(encode(TOO_LONG + POINT).values()).isEqualTo(encode(TOO_LONG).values());
  }

  @Test
  @DisplayName("The meaning of a text is the mean of that of its parts, and of length 1")
  void mean_parts_isBetween() {
    Embedding mean =
        Embedding.mean(
            List.of(new Embedding(new float[] {3, 0, 0}), new Embedding(new float[] {0, 0.1f, 0})));

    float half = (float) Math.sqrt(0.5);
    assertThat(mean.values()).containsExactly(new float[] {half, half, 0}, within(1e-6f));
  }

  private Embedding encode(String body) {
    return encoder.encode(Message.of("News", body));
  }

  private static double similarity(Embedding one, Embedding other) {
    double product = 0;
    for (int i = 0; i < one.values().length; i++) {
      product += one.values()[i] * other.values()[i];
    }
    return product;
  }
}
