package io.ticketsense;

import io.ticketsense.domain.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides whether a model that keeps failing may be asked. After some failures in a row it rests;
 * then one caller probes it, and the others wait for what that one finds.
 *
 * <p>A call may end long after it began. What it reports counts only if no rest began in between:
 * else a call from before the rest would end it, or pass for its probe.
 */
final class Cooldown {

  /** No rest is longer, whatever a model asks for: one probe a day hurts nobody. */
  static final Duration LONGEST_REST = Duration.ofDays(1);

  private final int failuresAllowed;
  private final Duration rest;
  private final Ticker ticker;

  // All guarded by this: nothing here waits.
  private int failuresInRow;
  private boolean resting;
  private boolean probing;
  private long restEndNanos;
  private long rests;

  Cooldown(int failuresAllowed, Duration rest, Ticker ticker) {
    this.failuresAllowed = failuresAllowed;
    this.rest = rest;
    this.ticker = ticker;
  }

  /** Asks to use the model; who gets a permit must hand it back with how it went. */
  synchronized OptionalLong tryEnter() {
    if (resting) {
      if (probing || remainingNanos() > 0) {
        return OptionalLong.empty();
      }
      probing = true;
    }
    return OptionalLong.of(rests);
  }

  /** Returns how long the model still rests; zero while it is in use or being probed. */
  synchronized Duration remaining() {
    return resting ? Duration.ofNanos(Math.max(0, remainingNanos())) : Duration.ZERO;
  }

  /** The model works. */
  synchronized void succeeded(long permit) {
    if (isCurrent(permit)) {
      failuresInRow = 0;
      resting = false;
      probing = false;
    }
  }

  /** The model does not work; where it said how long, believe it. */
  synchronized void failed(long permit, Optional<Duration> retryAfter) {
    if (!isCurrent(permit)) {
      if (resting) {
        retryAfter.ifPresent(this::restAtLeast);
      }
      return;
    }
    failuresInRow++;
    if (probing || retryAfter.isPresent() || failuresInRow >= failuresAllowed) {
      if (!resting) {
        restEndNanos = ticker.nanos();
      }
      resting = true;
      probing = false;
      rests++;
      restAtLeast(retryAfter.orElse(rest));
    }
  }

  /** Nothing was learnt, since the caller gave up. */
  synchronized void abandoned(long permit) {
    if (isCurrent(permit)) {
      probing = false;
    }
  }

  private boolean isCurrent(long permit) {
    return permit == rests;
  }

  private void restAtLeast(Duration asked) {
    if (!asked.isNegative()) {
      Duration granted = asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
      long now = ticker.nanos();
      restEndNanos = now + Math.max(restEndNanos - now, granted.toNanos());
    }
  }

  private long remainingNanos() {
    return restEndNanos - ticker.nanos();
  }
}
