package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.ticketsense.error.StorageException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Whether the process lives, and whether what it needs does. */
final class HealthRoutes {

  /** Longer than a store that answers needs, shorter than whoever asks waits. */
  private static final long PATIENCE_SECONDS = 3;

  /** An id that may exist or not; asking for it shows that there is somebody to answer. */
  private static final String PROBE_ID = "ready";

  /** Checks that hang must not pile up. */
  private static final int MAX_CHECKS = 8;

  private final Backend backend;
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          0, MAX_CHECKS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), HealthRoutes::thread);

  HealthRoutes(Backend backend) {
    this.backend = backend;
  }

  private static Thread thread(Runnable check) {
    Thread thread = new Thread(check, "readiness");
    thread.setDaemon(true);
    return thread;
  }

  void addTo(Routes routes) {
    routes
        .open("/health", ctx -> Json.send(ctx, 200, Json.object().put("status", "ok")))
        .open("/ready", this::ready);
  }

  private void ready(Context ctx) {
    var postgres = check(() -> backend.tickets().find(PROBE_ID));
    var redis = check(() -> backend.triages().get(PROBE_ID));
    ObjectNode checks = Json.object();
    checks.set("postgres", json(postgres.join()));
    checks.set("redis", json(redis.join()));
    boolean ready = postgres.join().isEmpty() && redis.join().isEmpty();
    ObjectNode json = Json.object().put("status", ready ? "ready" : "not_ready");
    json.set("checks", checks);
    Json.send(ctx, ready ? 200 : 503, json.put("model", backend.model()));
  }

  /** Returns what is wrong, if anything. */
  private CompletableFuture<Optional<String>> check(Runnable question) {
    CompletableFuture<Void> answer;
    try {
      answer = CompletableFuture.runAsync(question, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(Optional.of("Earlier checks still wait"));
    }
    return answer
        .thenApply(answered -> Optional.<String>empty())
        .completeOnTimeout(
            Optional.of("No answer within " + PATIENCE_SECONDS + " seconds"),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS)
        .exceptionally(
            e ->
                Optional.of(
                    e.getCause() instanceof StorageException storage
                        ? storage.getMessage()
                        : "Internal error"));
  }

  private static ObjectNode json(Optional<String> trouble) {
    return Json.object()
        .put("status", trouble.isEmpty() ? "up" : "down")
        .put("detail", trouble.orElse(null));
  }
}
