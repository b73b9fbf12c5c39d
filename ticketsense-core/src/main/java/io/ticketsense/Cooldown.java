package io.ticketsense;

import io.ticketsense.domain.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a model that keeps failing may be asked. After some failures in a row it rests;
 * then one caller probes it, and the others wait for what that one finds.
 */
final class Cooldown {

  private final int failuresAllowed;
  private final Duration rest;
  private final Ticker ticker;

  // All guarded by this: nothing here waits.
  private int failuresInRow;
  private boolean resting;
  private boolean probing;
  private long restEndNanos;

  Cooldown(int failuresAllowed, Duration rest, Ticker ticker) {
    this.failuresAllowed = failuresAllowed;
    this.rest = rest;
    this.ticker = ticker;
  }

  /** Asks to use the model; who gets true must report how it went. */
  synchronized boolean tryEnter() {
    if (!resting) {
      return true;
    }
    if (probing || remainingNanos() > 0) {
      return false;
    }
    probing = true;
    return true;
  }

  /** Returns how long the model still rests; zero while it is in use or being probed. */
  synchronized Duration remaining() {
    return resting ? Duration.ofNanos(Math.max(0, remainingNanos())) : Duration.ZERO;
  }

  /** The model works. */
  synchronized void succeeded() {
    failuresInRow = 0;
    resting = false;
    probing = false;
  }

  /** The model does not work; where it said how long, believe it. */
  synchronized void failed(Optional<Duration> retryAfter) {
    failuresInRow++;
    if (probing || retryAfter.isPresent() || failuresInRow >= failuresAllowed) {
      resting = true;
      probing = false;
      restEndNanos = ticker.nanos() + retryAfter.orElse(rest).toNanos();
    }
  }

  /** Nothing was learnt, since the caller gave up. */
  synchronized void abandoned() {
    probing = false;
  }

  private long remainingNanos() {
    return restEndNanos - ticker.nanos();
  }
}
