package io.ticketsense.examples.local;

/** What a text means, in the numbers of two encoders that err differently. */
final class Embedding {

  private final float[] minilm;
  private final float[] bge;

  /** Keeps what all-MiniLM-L6-v2 and bge-small-en-v1.5 made of a text. */
  Embedding(float[] minilm, float[] bge) {
    this.minilm = minilm;
    this.bge = bge;
  }

  float[] minilm() {
    return minilm;
  }

  float[] bge() {
    return bge;
  }
}
