package io.ticketsense.lettuce;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.ticketsense.domain.Ticker;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis for all threads. It is made in the background, and again whenever it
 * breaks; what is bounded here does not depend on the options of the caller's client: how long
 * anybody waits, how many commands wait for an answer, and that none waits for a connection that
 * broke. A server that does not answer in time costs that wait once; until it answers, all further
 * commands fail at once.
 */
final class RedisLink implements AutoCloseable {

  private static final int MAX_IN_FLIGHT = 10_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final RedisServer server;
  private final Duration connectPatience;
  private final Duration patience;
  private final Ticker ticker;
  private final RedisFailures failures;
  private final CircuitBreaker breaker;
  private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
  private volatile CompletableFuture<RedisSession> connection = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * Begins to connect, without waiting for it.
   *
   * @param connectPatience how long a command may wait for a connection that is being made
   * @param patience how long to wait for an answer; a command that had to wait for its connection
   *     waits no longer in all than the longer of both
   */
  RedisLink(RedisServer server, Duration connectPatience, Duration patience, Ticker ticker) {
    this.server = server;
    this.connectPatience = connectPatience;
    this.patience = patience;
    this.ticker = ticker;
    this.failures = new RedisFailures(server.address());
    this.breaker = new CircuitBreaker(ticker);
    connect(connection);
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param operation a verb phrase for the message
   * @param command what to send
   * @return the answer
   * @throws StorageException in place of exceptions of Lettuce
   */
  <T> T call(
      String operation,
      Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    long start = ticker.nanos();
    Future<T> answer = send(operation, command);
    long longest = Math.max(connectPatience.toNanos(), patience.toNanos());
    long left = longest - (ticker.nanos() - start);
    return await(operation, answer, Math.min(patience.toNanos(), left), failures::ofCommand);
  }

  /** Sends a command, which {@link #await(String, Future)} waits for. */
  <T> Future<T> send(
      String operation,
      Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    return send(operation, session(operation), command);
  }

  /** Waits for the answer to a command. */
  <T> T await(String operation, Future<T> answer) {
    return await(operation, answer, patience.toNanos(), failures::ofCommand);
  }

  @Override
  public void close() {
    if (!markClosed()) {
      return;
    }
    CompletableFuture<RedisSession> last = connection;
    CompletableFuture<Void> closing = last.thenCompose(RedisSession::close);
    if (last.isDone()) {
      // Waited for, since the caller may shut down the client next.
      closing
          .completeOnTimeout(null, CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
          .exceptionally(e -> null)
          .join();
    }
  }

  private RedisSession session(String operation) {
    if (closed) {
      throw failures.unavailable(operation, "it was closed");
    }
    CompletableFuture<RedisSession> current = connection;
    if (current.isDone() && !isUsable(current) && breaker.mayProbe()) {
      current = reconnect(current);
    }
    if (breaker.isOpen() && !current.isDone()) {
      throw failures.unavailable(operation, "no connection to " + server.address() + " yet");
    }
    RedisSession session =
        await(operation, current, connectPatience.toNanos(), failures::ofConnection);
    if (!session.isUsable()) {
      throw failures.unavailable(operation, "no connection to " + server.address());
    }
    if (breaker.isOpen()) {
      if (breaker.mayProbe()) {
        // Not waited for: its answer, or one that is late, closes the circuit.
        var unused = send(operation, session, RedisClusterAsyncCommands::ping);
      }
      throw failures.unavailable(operation, server.address() + " has stopped answering");
    }
    return session;
  }

  private boolean isUsable(CompletableFuture<RedisSession> made) {
    return !made.isCompletedExceptionally() && made.join().isUsable() && !breaker.isHopeless();
  }

  private CompletableFuture<RedisSession> reconnect(CompletableFuture<RedisSession> broken) {
    CompletableFuture<RedisSession> next = new CompletableFuture<>();
    if (!replace(broken, next)) {
      return connection;
    }
    var unused = broken.thenCompose(RedisSession::close);
    connect(next);
    return next;
  }

  /** Leaves it as it is once closed: nobody would close the next one. */
  private synchronized boolean replace(
      CompletableFuture<RedisSession> broken, CompletableFuture<RedisSession> next) {
    if (closed || connection != broken) {
      return false;
    }
    connection = next;
    return true;
  }

  private synchronized boolean markClosed() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  private void connect(CompletableFuture<RedisSession> next) {
    try {
      var unused =
          server.connect().get().whenComplete((made, failure) -> connected(next, made, failure));
    } catch (RuntimeException e) {
      next.completeExceptionally(e);
    }
    var unused = next.orTimeout(CONNECT_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void connected(
      CompletableFuture<RedisSession> next,
      @Nullable RedisSession made,
      @Nullable Throwable failure) {
    if (failure != null) {
      next.completeExceptionally(failure);
    } else if (made != null && next.complete(made)) {
      breaker.close();
    } else if (made != null) {
      var unused = made.close(); // Too late, nobody waits for it any more.
    }
  }

  private <T> Future<T> send(
      String operation,
      RedisSession session,
      Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    if (!inFlight.tryAcquire()) {
      throw failures.unavailable(
          operation, MAX_IN_FLIGHT + " commands wait for " + server.address() + " already");
    }
    RedisFuture<T> answer;
    try {
      answer = command.apply(session.commands());
    } catch (RuntimeException e) {
      inFlight.release();
      throw failures.ofCommand(operation, e);
    }
    // Not cancelled by who gives up waiting: it stays in Lettuce's queue, and so it must count.
    var unused = answer.whenComplete((value, failure) -> answered(failure));
    return answer;
  }

  private void answered(@Nullable Throwable failure) {
    inFlight.release();
    if (failure == null || RedisFailures.isAnswer(failure)) {
      breaker.close();
    }
  }

  private static long millis(long nanos) {
    return (nanos + 999_999) / 1_000_000;
  }

  private <T> T await(
      String operation,
      Future<T> future,
      long nanos,
      BiFunction<String, Throwable, StorageException> failed) {
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      breaker.open();
      if (future.isDone()) {
        breaker.close();
      }
      throw new StorageException(
          operation,
          Reason.TIMEOUT,
          "no answer from " + server.address() + " in " + millis(nanos) + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.unavailable(operation, "the thread was interrupted");
    } catch (CancellationException | ExecutionException e) {
      if (RedisFailures.isTimeout(e)) {
        breaker.open();
      }
      throw failed.apply(operation, e);
    }
  }
}
