package io.ticketsense.memory;

import io.ticketsense.port.QuotaGate.Limit;
import java.time.Duration;

/**
 * One limit, refilled continuously as providers do it. Not safe for use by several threads.
 *
 * <p>A limit per minute is spent evenly: beyond the largest request seen, only a second's worth can
 * be saved up. A burst of a whole minute's worth would be refused by providers that count in
 * windows. A limit per day may be spent as fast as one likes.
 */
final class Allowance {

  /** Clocks and networks are not exact: keeping a little below the limit avoids refusals. */
  private static final double SHARE_OF_MINUTE_LIMIT = 0.98;

  private static final double ROUNDING = 1e-6;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final boolean perMinute;
  private double perNano;
  private double savings;
  private double largestRequest;
  private double level;
  private long refilledNanos;

  private Allowance(boolean perMinute, long limit, long nowNanos) {
    this.perMinute = perMinute;
    this.perNano = perNano(limit);
    this.savings = savings(limit);
    this.level = savings;
    this.refilledNanos = nowNanos;
  }

  /** Returns an allowance that is full. */
  static Allowance of(Limit limit, long amount, long nowNanos) {
    return switch (limit) {
      case REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE -> new Allowance(true, amount, nowNanos);
      case REQUESTS_PER_DAY, TOKENS_PER_DAY -> new Allowance(false, amount, nowNanos);
    };
  }

  /** Believes a lower limit than the one so far. */
  void limitTo(long limit) {
    perNano = Math.min(perNano, perNano(limit));
    savings = Math.min(savings, savings(limit));
    level = Math.min(level, capacity());
  }

  private double perNano(long limit) {
    return perMinute
        ? SHARE_OF_MINUTE_LIMIT * limit / MINUTE.toNanos()
        : (double) limit / DAY.toNanos();
  }

  private double savings(long limit) {
    return perMinute ? perNano(limit) * SECOND.toNanos() : limit;
  }

  void refill(long nowNanos) {
    level = Math.min(capacity(), level + perNano * Math.max(0, nowNanos - refilledNanos));
    refilledNanos = nowNanos;
  }

  /** Makes room for a request of this size; otherwise a large one would wait for ever. */
  void expect(long amount) {
    if (perMinute && amount > largestRequest) {
      level += amount - largestRequest;
      largestRequest = amount;
    }
  }

  /** Returns how long it takes until this much is there, zero if it is. */
  Duration timeUntil(long amount) {
    return amount - level < ROUNDING
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.min(Long.MAX_VALUE, Math.ceil((amount - level) / perNano)));
  }

  void take(long amount) {
    level -= amount;
  }

  /** Undoes a reservation; takes more where the amount is negative. */
  void giveBack(long amount) {
    level = Math.min(capacity(), level + amount);
  }

  void lowerTo(long amount) {
    level = Math.min(level, (double) amount);
  }

  private double capacity() {
    return savings + largestRequest;
  }
}
