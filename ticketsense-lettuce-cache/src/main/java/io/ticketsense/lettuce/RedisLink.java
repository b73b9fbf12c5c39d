package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis for all threads, opened by the first command that needs it, so that a
 * host starts while Redis is down. Lettuce reconnects it when it breaks.
 */
final class RedisLink implements AutoCloseable {

  // The first connection of a process also loads and warms up netty.
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final RedisClient client;
  private final RedisURI uri;
  private final Duration timeout;
  private final AtomicReference<
          @Nullable CompletableFuture<StatefulRedisConnection<String, String>>>
      connection = new AtomicReference<>();
  private volatile boolean closed;

  RedisLink(RedisClient client, RedisURI uri, Duration timeout) {
    this.client = client;
    this.uri = uri;
    this.timeout = timeout;
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
      String operation, Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    if (closed) {
      throw new StorageException(operation, Reason.UNAVAILABLE, "it was closed");
    }
    RedisAsyncCommands<String, String> commands =
        await(operation, connect(), CONNECT_TIMEOUT).async();
    RedisFuture<T> answer;
    try {
      answer = command.apply(commands);
    } catch (RuntimeException e) {
      throw failure(operation, e);
    }
    try {
      return await(operation, answer, timeout);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    closed = true;
    CompletableFuture<StatefulRedisConnection<String, String>> open = connection.getAndSet(null);
    if (open == null) {
      return;
    }
    CompletableFuture<Void> closing = open.thenCompose(StatefulRedisConnection::closeAsync);
    if (open.isDone()) {
      // Waited for, since the caller may shut down the client next.
      closing
          .completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS)
          .exceptionally(e -> null)
          .join();
    }
  }

  private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
    CompletableFuture<StatefulRedisConnection<String, String>> open = connection.get();
    if (open != null && !open.isCompletedExceptionally()) {
      return open;
    }
    CompletableFuture<StatefulRedisConnection<String, String>> mine = new CompletableFuture<>();
    if (!connection.compareAndSet(open, mine)) {
      return connect();
    }
    try {
      var unused =
          client
              .connectAsync(StringCodec.UTF8, uri)
              .whenComplete(
                  (connected, failure) -> {
                    if (failure != null) {
                      mine.completeExceptionally(failure);
                    } else {
                      mine.complete(connected);
                    }
                  });
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
    }
    if (closed) {
      // Closed since we looked; do not leave behind what nobody will close.
      close();
    }
    return mine;
  }

  private <T> T await(String operation, Future<T> future, Duration patience) {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StorageException(
          operation, Reason.TIMEOUT, "no answer from " + address() + " in " + patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(operation, Reason.UNAVAILABLE, "the thread was interrupted");
    } catch (CancellationException e) {
      throw failure(operation, e);
    } catch (ExecutionException e) {
      throw failure(operation, e);
    }
  }

  private StorageException failure(String operation, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof RedisCommandExecutionException answer) {
        return refusal(operation, answer);
      }
    }
    return new StorageException(operation, Reason.UNAVAILABLE, "no connection to " + address());
  }

  /** Redis starts an error with its code; what follows may quote the command and is left out. */
  private static StorageException refusal(String operation, RedisCommandExecutionException answer) {
    String code = String.valueOf(answer.getMessage()).split(" ", 2)[0];
    Reason reason =
        switch (code) {
          case "NOAUTH", "WRONGPASS", "NOPERM" -> Reason.PERMISSION;
          case "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY" ->
              Reason.UNAVAILABLE;
          case "WRONGTYPE" -> Reason.SCHEMA;
          default -> Reason.REJECTED;
        };
    return new StorageException(operation, reason, "Redis answered " + code);
  }

  private String address() {
    return "Redis at " + uri.getHost() + ":" + uri.getPort();
  }
}
