package io.ticketsense.examples.local;

import java.io.EOFException;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The encoder of tickets: one of sentences, tuned on support tickets. There is one for the whole
 * process, loaded when it is first needed and kept, whoever uses it: its weights take memory, and
 * have nothing to close.
 */
final class Encoder {

  private static final String NETWORK = "/bge-small-en-v1.5-q.onnx";

  /** As many texts at once as there are processors; more would only take memory. */
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  private final EncoderInput input = new EncoderInput();
  private final SentenceEncoder sentences;

  /**
   * Loads the network and its vocabulary.
   *
   * @param adapter changes the weights of the network
   * @throws LocalModelException if a file is missing, or this machine cannot run the network
   */
  Encoder(EncoderAdapter adapter) {
    try {
      ByteBuffer network = network();
      adapter.applyTo(network);
      sentences = new SentenceEncoder(network);
    } catch (IOException e) {
      throw new LocalModelException("The encoder cannot be read: " + e.getMessage());
    }
    NativeCode.deleteUnpacked();
  }

  /**
   * Reads a file of tens of megabytes without a second copy, and past the heap, which would stay
   * the larger for it.
   */
  static ByteBuffer network() throws IOException {
    URL url = Encoder.class.getResource(NETWORK);
    if (url == null) {
      throw new LocalModelException(NETWORK + " is not on the class path; its artifact is missing");
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    int size = connection.getContentLength();
    if (size < 0) {
      throw new IOException("the size of " + NETWORK + " is unknown");
    }
    try (ReadableByteChannel channel = Channels.newChannel(connection.getInputStream())) {
      ByteBuffer network = ByteBuffer.allocateDirect(size);
      while (network.hasRemaining()) {
        if (channel.read(network) < 0) {
          throw new EOFException(NETWORK + " is cut off");
        }
      }
      return network.flip();
    }
  }

  /** Loads once; a failure stays one, since native code that did not load is not tried again. */
  private static final class Holder {
    private static final Supplier<Encoder> SHARED = load();

    private static Supplier<Encoder> load() {
      try {
        Encoder encoder = new Encoder(EncoderAdapter.shipped());
        return () -> encoder;
      } catch (LocalModelException e) {
        String message = e.getMessage();
        return () -> {
          throw new LocalModelException(message);
        };
      }
    }
  }

  /**
   * Returns the only instance.
   *
   * @throws LocalModelException if its files are missing, or this machine cannot run them
   */
  static Encoder shared() {
    return Holder.SHARED.get();
  }

  /**
   * Encodes a text, when it is its turn.
   *
   * @param patience how long to wait for a turn
   * @return nothing if that was not long enough
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<Embedding> encode(Message message, Duration patience) throws InterruptedException {
    if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(encode(message));
    } finally {
      turns.release();
    }
  }

  /** Encodes a text at once. */
  Embedding encode(Message message) {
    return Embedding.mean(input.of(message).stream().map(sentences::encode).toList());
  }
}
