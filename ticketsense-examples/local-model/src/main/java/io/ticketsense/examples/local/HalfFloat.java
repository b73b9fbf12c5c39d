package io.ticketsense.examples.local;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  static void write(float[] values, DataOutput out) throws IOException {
    for (float value : values) {
      out.writeShort(toBits(value));
    }
  }

  static float[] read(int count, DataInput in) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = ofBits(in.readShort());
    }
    return values;
  }
}
