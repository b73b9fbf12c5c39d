package io.ticketsense.examples.local;

/** What a text means, in numbers. */
final class Embedding {

  private final float[] values;

  /** Keeps what an encoder made of a text. */
  Embedding(float[] values) {
    this.values = values;
  }

  float[] values() {
    return values;
  }
}
