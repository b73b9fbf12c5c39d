package io.ticketsense.examples.local;

/**
 * What each of the two experts weighs of a text.
 *
 * @param terms and tone
 * @param meaning embedding and tone
 * @param known share of the words that the model has met before, beyond chance, 0 to 1
 */
record Vectors(SparseVector terms, SparseVector meaning, double known) {

  /** Tone weighs half as much as meaning. */
  private static final float CUES_SHARE = 0.5f;

  static Vectors of(TermTable table, Evidence evidence) {
    float[] cues = evidence.features().cues();
    return new Vectors(
        table.weigh(evidence.features()),
        withTone(evidence.embedding().values(), cues),
        table.knownShare(evidence.features()));
  }

  /** Returns how many numbers an embedding with the tone behind it has. */
  static int denseWidth() {
    return SentenceEncoder.WIDTH + Cues.standard().size();
  }

  private static SparseVector withTone(float[] embedding, float[] cues) {
    int[] indexes = new int[embedding.length + cues.length];
    float[] values = new float[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = i;
      values[i] = i < embedding.length ? embedding[i] : CUES_SHARE * cues[i - embedding.length];
    }
    return new SparseVector(indexes, values);
  }
}
