package io.ticketsense.examples.demo.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Reads something that many ask for, once for all who asked before the read began. So nobody gets
 * an older value than by a read of their own, and a crowd costs little more than one.
 */
final class SharedRead<T> {

  private final Supplier<T> read;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock joining = new ReentrantLock();
  private Round<T> next = new Round<>();

  private static final class Round<T> {
    private final CompletableFuture<T> value = new CompletableFuture<>();
    private boolean hasReader;
  }

  SharedRead(Supplier<T> read) {
    this.read = read;
  }

  /**
   * Returns what a read says that begins after this call.
   *
   * @throws RuntimeException what the read throws
   */
  T get() {
    Round<T> round;
    boolean isReader;
    joining.lock();
    try {
      round = next;
      isReader = !round.hasReader;
      round.hasReader = true;
    } finally {
      joining.unlock();
    }
    if (isReader) {
      reading.lock(); // Meanwhile others join this round.
      try {
        begin();
        round.value.complete(read.get());
      } catch (Throwable e) { // Whoever waits has to hear of it, whatever it is.
        round.value.completeExceptionally(e);
      } finally {
        reading.unlock();
      }
    }
    try {
      return round.value.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void begin() {
    joining.lock();
    try {
      next = new Round<>();
    } finally {
      joining.unlock();
    }
  }
}
