package io.ticketsense.examples.embedded;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Starts and stops a server as a whole: an interrupt in between would leave half of one behind. */
final class Lifecycle {

  private static final int LOOKS = 1_000;
  private static final int MILLIS_BETWEEN_LOOKS = 10;

  private Lifecycle() {}

  /**
   * Starts a server.
   *
   * @param <S> kind of server
   */
  @FunctionalInterface
  interface Launcher<S> {

    /**
     * Starts a server and waits until it answers.
     *
     * @param port a free port
     * @param folder an empty folder; what is left in it after a failure is ended and deleted
     */
    S launch(int port, Path folder) throws Exception;
  }

  /**
   * Starts a server in a folder of its own. A thread that is interrupted meanwhile stops the server
   * again and stays interrupted.
   *
   * @param name of the server
   * @param variable what to set to do without it
   * @param port where to listen, or 0 for any free port
   * @return what was launched
   * @throws EmbeddedServerException if it did not start
   */
  static <S extends AutoCloseable> S start(
      String name, String variable, int port, Launcher<S> launcher) {
    int free = Ports.free(name, port);
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(name);
    }
    S server;
    try {
      server = uninterrupted(() -> launch(name, free, launcher));
    } catch (ExecutionException e) {
      String reason = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      if (e.getCause() instanceof FileSystemException) {
        reason = "no access to " + reason;
      }
      throw new EmbeddedServerException(
          "Embedded "
              + name
              + " did not start: "
              + reason.lines().findFirst().orElse("")
              + "; set "
              + variable
              + " to your own");
    }
    if (Thread.currentThread().isInterrupted()) {
      stop(name, server::close);
      throw interrupted(name);
    }
    return server;
  }

  private static <S> S launch(String name, int port, Launcher<S> launcher) throws Exception {
    Path folder = Workspace.create(name.toLowerCase(Locale.ROOT));
    try {
      return launcher.launch(port, folder);
    } catch (Exception e) {
      Workspace.delete(folder);
      throw e;
    }
  }

  private static EmbeddedServerException interrupted(String name) {
    return new EmbeddedServerException("Embedded " + name + " was not started: interrupted");
  }

  /** What stopping a server takes. */
  @FunctionalInterface
  interface Stop {

    void run() throws Exception;
  }

  /**
   * Stops a server, also on a thread that is interrupted, which it stays.
   *
   * @throws EmbeddedServerException if it did not stop
   */
  static void stop(String name, Stop stop) {
    try {
      uninterrupted(
          () -> {
            stop.run();
            return true;
          });
    } catch (ExecutionException e) {
      throw new EmbeddedServerException("Embedded " + name + " did not stop: " + e.getCause());
    }
  }

  /** Does work on a thread that nobody interrupts, and waits for it whatever happens. */
  private static <T> T uninterrupted(Callable<T> work) throws ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "embedded-server");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Objects.requireNonNull(task.get());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits some seconds at most until something holds, and returns whether it does. */
  static boolean await(BooleanSupplier condition) throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
    }
    return condition.getAsBoolean();
  }
}
