package io.ticketsense.jdbi;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what other processes do. */
final class Await {

  private static final long MOST_LOOKS = 3_000;

  private Await() {}

  /** Waits half a minute at most. */
  static void until(Callable<Boolean> condition) throws Exception {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (condition.call()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    fail("Still not so after half a minute");
  }

  /** Waits half a minute at most until a call succeeds. */
  static void success(ThrowingCallable call) throws Exception {
    until(
        () -> {
          try {
            call.call();
            return true;
          } catch (Throwable e) {
            return false;
          }
        });
  }
}
