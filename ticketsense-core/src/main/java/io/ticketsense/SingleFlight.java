package io.ticketsense;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who want the same at the same time share one run of the work: the first to come does
 * it on its own thread, the others wait for what comes of it, value or failure. Nothing is
 * remembered: whoever comes after the end starts anew.
 *
 * <p>A run that fails on an interrupted thread was given up by the one who did it, which is no
 * reason for the others to go without: one of them takes over. Safe for all threads; starts none.
 *
 * @param <K> tells what is the same
 * @param <V> kind of result
 */
final class SingleFlight<K, V> {

  /** How long to wait for others. */
  @FunctionalInterface
  interface Wait {

    /** Waits for the latch; returns false when it is given up. */
    boolean await(CountDownLatch latch) throws InterruptedException;
  }

  private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

  /**
   * Runs the work or waits for whoever runs it now.
   *
   * @return empty when the wait was given up
   * @throws InterruptedException if this thread is interrupted while it waits
   * @throws IllegalStateException if the work asks for itself: it would wait for ever
   */
  Optional<V> run(K key, Wait wait, Supplier<V> work) throws InterruptedException {
    while (true) {
      Flight<V> mine = new Flight<>(Thread.currentThread());
      Flight<V> running = flights.putIfAbsent(key, mine);
      if (running == null) {
        return Optional.of(lead(key, mine, work));
      }
      if (running.leader == Thread.currentThread()) {
        throw new IllegalStateException("Asked for what this thread is working on");
      }
      if (!wait.await(running.landed)) {
        return Optional.empty();
      }
      V value = running.outcome();
      if (value != null) {
        return Optional.of(value);
      }
    }
  }

  private V lead(K key, Flight<V> flight, Supplier<V> work) {
    try {
      flight.value = work.get();
      return flight.value;
    } catch (RuntimeException | Error e) {
      if (!Thread.currentThread().isInterrupted()) {
        flight.failure = e;
      }
      throw e;
    } finally {
      // First out of the map, then the others: those who ask again at once must not meet it.
      flights.remove(key, flight);
      flight.landed.countDown();
    }
  }

  private static final class Flight<V> {

    private final Thread leader;
    private final CountDownLatch landed = new CountDownLatch(1);

    // Written before the latch opens and read after.
    private @Nullable V value;
    private @Nullable Throwable failure;

    Flight(Thread leader) {
      this.leader = leader;
    }

    /** Returns the value, or null if the flight was given up; throws what it failed with. */
    @Nullable V outcome() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return value;
    }
  }
}
