package io.ticketsense.examples.local;

import java.util.Arrays;
import java.util.List;

/**
 * Knows which terms are worth a weight and how rare each is. Turns features into the numbers that
 * classifiers weigh.
 */
final class TermTable {

  /** A term of a single document says nothing on others. */
  private static final int MIN_DOCUMENTS = 2;

  /** Tone weighs half as much as words; more of it misleads on priority. */
  private static final float CUES_SHARE = 0.5f;

  private final int documents;
  private final int[] buckets;
  private final float[] rarities;
  private final int[] rows = new int[Features.BUCKETS];
  private final double knownByChance;

  /**
   * Creates a table.
   *
   * @param documents how many texts the rarities were computed from
   * @param buckets of known terms, ascending
   * @param rarities inverse document frequency, at the same index
   */
  TermTable(int documents, int[] buckets, float[] rarities) {
    this.documents = documents;
    this.buckets = buckets;
    this.rarities = rarities;
    Arrays.fill(rows, -1);
    for (int row = 0; row < buckets.length; row++) {
      rows[buckets[row]] = row;
    }
    knownByChance =
        (double) Arrays.stream(buckets).filter(bucket -> bucket < Features.WORD_BUCKETS).count()
            / Features.WORD_BUCKETS;
  }

  /** Learns the rarities from texts. */
  static TermTable of(List<Features> texts) {
    int[] frequencies = new int[Features.BUCKETS];
    for (Features text : texts) {
      for (int bucket : text.buckets()) {
        frequencies[bucket]++;
      }
    }
    int[] buckets = new int[Features.BUCKETS];
    float[] rarities = new float[Features.BUCKETS];
    int size = 0;
    for (int bucket = 0; bucket < Features.BUCKETS; bucket++) {
      if (frequencies[bucket] >= MIN_DOCUMENTS) {
        buckets[size] = bucket;
        rarities[size++] = HalfFloat.round(rarity(frequencies[bucket], texts.size()));
      }
    }
    return new TermTable(texts.size(), Arrays.copyOf(buckets, size), Arrays.copyOf(rarities, size));
  }

  int documents() {
    return documents;
  }

  int[] buckets() {
    return buckets;
  }

  float[] rarities() {
    return rarities;
  }

  /** Returns how many numbers a {@link SparseVector} of this table may have. */
  int width() {
    return buckets.length + Cues.standard().size();
  }

  /** Tells whether several texts held this word, or these two words. */
  boolean knows(String term) {
    return rows[Features.wordBucket(term)] >= 0;
  }

  /**
   * Returns which share of the words and pairs of words of a text is known, 0 to 1, less the share
   * that seems so by chance, since some unknown words fall into the buckets of known ones.
   */
  double knownShare(Features features) {
    int words = 0;
    int known = 0;
    for (int bucket : features.buckets()) {
      if (bucket < Features.WORD_BUCKETS) {
        words++;
        known += rows[bucket] >= 0 ? 1 : 0;
      }
    }
    double share = words == 0 ? 0 : (double) known / words;
    return Math.max(0, (share - knownByChance) / (1 - knownByChance));
  }

  /** Returns how rare a word or a pair of words is, 1 for one that every text holds. */
  float rarity(String term) {
    int row = rows[Features.wordBucket(term)];
    return row >= 0 ? rarities[row] : rarity(1, documents);
  }

  /** Weighs features: rare terms more, repeated ones less; long texts like short ones. */
  SparseVector weigh(Features features) {
    int known = 0;
    int[] indexes = new int[features.buckets().length + features.cues().length];
    float[] values = new float[indexes.length];
    for (int i = 0; i < features.buckets().length; i++) {
      int row = rows[features.buckets()[i]];
      if (row >= 0) {
        indexes[known] = row;
        values[known++] = (float) (1 + StrictMath.log(features.counts()[i])) * rarities[row];
      }
    }
    int words = 0;
    while (words < known && buckets[indexes[words]] < Features.WORD_BUCKETS) {
      words++;
    }
    normalise(values, 0, words);
    normalise(values, words, known);
    for (int cue = 0; cue < features.cues().length; cue++) {
      indexes[known] = buckets.length + cue;
      values[known++] = CUES_SHARE * features.cues()[cue];
    }
    return new SparseVector(Arrays.copyOf(indexes, known), Arrays.copyOf(values, known));
  }

  private static float rarity(int frequency, int documents) {
    return (float) (1 + StrictMath.log((1.0 + documents) / (1.0 + frequency)));
  }

  private static void normalise(float[] values, int start, int end) {
    double squares = 0;
    for (int i = start; i < end; i++) {
      squares += values[i] * values[i];
    }
    float factor = squares == 0 ? 0 : (float) (1 / StrictMath.sqrt(squares));
    for (int i = start; i < end; i++) {
      values[i] *= factor;
    }
  }
}
