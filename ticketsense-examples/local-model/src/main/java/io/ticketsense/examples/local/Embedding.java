package io.ticketsense.examples.local;

import java.util.List;

/** What a text means: a direction, in numbers of length 1 together. */
final class Embedding {

  private final float[] values;

  /** Keeps the direction of what an encoder made of a text. */
  Embedding(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    float factor = (float) (1 / StrictMath.sqrt(squares));
    this.values = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      this.values[i] = factor * values[i];
    }
  }

  /**
   * Returns what a text means whose parts mean this.
   *
   * @param parts of a text, at least one
   */
  static Embedding mean(List<Embedding> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    float[] sum = new float[parts.get(0).values.length];
    for (Embedding part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.values[i];
      }
    }
    return new Embedding(sum);
  }

  float[] values() {
    return values;
  }
}
