package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Takes in what a client sends though nobody wants it. To hang up on it instead would reset the
 * connection, and with it goes the answer that the client has not read yet.
 */
final class UnreadBodies {

  /** Room for what is sent by mistake; who sends more need not hear why it is refused. */
  private static final int MAX_BYTES = 1 << 24;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CHUNK = 1 << 13;

  /** Beside those that read and write there are always threads left. */
  private final Semaphore turns = new Semaphore(16);

  /** Reads what is left of a body, if there is little of it and little to do. */
  void discard(Context ctx) {
    if (!RequestBody.isPresent(ctx) || isHeldBack(ctx) || !turns.tryAcquire()) {
      return;
    }
    try {
      discard(ctx.bodyInputStream(), Deadline.after(PATIENCE, Ticker.system()));
    } catch (IOException e) {
      // It has hung up, or sends what is no body.
    } finally {
      turns.release();
    }
  }

  /** Tells whether a client waits to be asked for its body, or sends too much of it. */
  private static boolean isHeldBack(Context ctx) {
    return ctx.header("Expect") != null || ctx.req().getContentLengthLong() > MAX_BYTES;
  }

  static void discard(InputStream in, Deadline deadline) throws IOException {
    byte[] chunk = new byte[CHUNK];
    int left = MAX_BYTES;
    int read = 0;
    while (read >= 0 && left > 0 && !deadline.hasPassed()) {
      read = in.read(chunk);
      left -= read;
    }
  }
}
