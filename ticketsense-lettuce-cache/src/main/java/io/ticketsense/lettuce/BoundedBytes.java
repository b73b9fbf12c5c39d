package io.ticketsense.lettuce;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import java.nio.ByteBuffer;

/**
 * Bytes as they are, up to a length. A longer value is not copied to the heap and reads as if it
 * were empty, which is no valid value of ours either.
 */
final class BoundedBytes implements RedisCodec<byte[], byte[]> {

  /** Far beyond what a triage or an overview takes. */
  static final int MAX_LENGTH = 1 << 20;

  private static final byte[] NONE = {};

  @Override
  public byte[] decodeKey(ByteBuffer bytes) {
    return ByteArrayCodec.INSTANCE.decodeKey(bytes);
  }

  @Override
  public byte[] decodeValue(ByteBuffer bytes) {
    return bytes.remaining() > MAX_LENGTH ? NONE : ByteArrayCodec.INSTANCE.decodeValue(bytes);
  }

  @Override
  public ByteBuffer encodeKey(byte[] key) {
    return ByteArrayCodec.INSTANCE.encodeKey(key);
  }

  @Override
  public ByteBuffer encodeValue(byte[] value) {
    return ByteArrayCodec.INSTANCE.encodeValue(value);
  }
}
