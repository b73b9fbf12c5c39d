package io.ticketsense.examples.local;

/** Numbers of two bytes: the upper half of a float, good for two to three digits. */
final class HalfFloat {

  private HalfFloat() {}

  static short toBits(float value) {
    return (short) ((Float.floatToIntBits(value) + 0x8000) >>> 16);
  }

  static float ofBits(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Returns the nearest number that two bytes can hold. */
  static float round(float value) {
    return ofBits(toBits(value));
  }
}
