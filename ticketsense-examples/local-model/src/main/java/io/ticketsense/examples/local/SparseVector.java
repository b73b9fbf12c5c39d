package io.ticketsense.examples.local;

/** The numbers of one text that may differ from zero, each with its index. */
final class SparseVector {

  private final int[] indexes;
  private final float[] values;

  /**
   * Creates a vector.
   *
   * @param indexes ascending
   * @param values at the same position
   */
  SparseVector(int[] indexes, float[] values) {
    this.indexes = indexes;
    this.values = values;
  }

  int size() {
    return indexes.length;
  }

  int index(int position) {
    return indexes[position];
  }

  float value(int position) {
    return values[position];
  }
}
