package io.ticketsense.memory;

import io.ticketsense.domain.Lane;
import io.ticketsense.port.QuotaGate.Limit;
import java.time.Duration;

/**
 * One limit, refilled continuously as providers do it. Not safe for use by several threads.
 *
 * <p>A limit per minute is spent evenly: beyond the largest request seen, only a second's worth can
 * be saved up. A burst of a whole minute's worth would be refused by providers that count in
 * windows. A limit per day may be spent as fast as one likes; once it is, bulk work is held off
 * until a tenth has been refilled, since a request every few minutes is no use to it.
 */
final class Allowance {

  /** Clocks and networks are not exact: keeping a little below the limit avoids refusals. */
  private static final double SHARE_OF_MINUTE_LIMIT = 0.98;

  private static final double SHARE_OF_DAY_LIMIT_TO_REOPEN = 0.1;
  private static final double ROUNDING = 1e-6;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final boolean perMinute;
  private final boolean tokens;
  private final long highestLimit;
  private double perNano;
  private double savings;
  private double largestRequest;
  private double level;
  private double outstanding;
  private boolean closedToBulk;
  private long refilledNanos;

  private Allowance(Limit kind, long limit, long highestLimit, long nowNanos) {
    this.perMinute = kind == Limit.REQUESTS_PER_MINUTE || kind == Limit.TOKENS_PER_MINUTE;
    this.tokens = kind == Limit.TOKENS_PER_MINUTE || kind == Limit.TOKENS_PER_DAY;
    this.highestLimit = highestLimit;
    this.perNano = perNano(limit);
    this.savings = savings(limit);
    this.level = savings;
    this.refilledNanos = nowNanos;
  }

  /** Creates an allowance that is full, by a limit that the host has set. */
  static Allowance configured(Limit kind, long limit, long nowNanos) {
    return new Allowance(kind, limit, limit, nowNanos);
  }

  /** Creates an allowance that is full, by a limit that the provider has named. */
  static Allowance told(Limit kind, long limit, long nowNanos) {
    return new Allowance(kind, limit, Long.MAX_VALUE, nowNanos);
  }

  /** Takes over what the provider says it allows, but never more than the host does. */
  void tell(long limit) {
    long effective = Math.min(limit, highestLimit);
    perNano = perNano(effective);
    savings = savings(effective);
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
    closedToBulk &= level < SHARE_OF_DAY_LIMIT_TO_REOPEN * savings;
  }

  /** Makes room for a request of this size; otherwise a large one would wait for ever. */
  void expect(long amount) {
    if (perMinute && amount > largestRequest) {
      level += amount - largestRequest;
      largestRequest = amount;
    }
  }

  /** Returns how long it takes until there is this much for somebody, zero if there is. */
  Duration timeUntil(long amount, Lane lane) {
    boolean closed = closedToBulk && lane == Lane.BULK;
    double missing =
        (closed ? Math.max((double) amount, SHARE_OF_DAY_LIMIT_TO_REOPEN * savings) : amount)
            - level;
    if (missing < ROUNDING) {
      return Duration.ZERO;
    }
    if (!perMinute && !closed && missing <= outstanding) {
      return SECOND; // What is under way is going to give back most of what it reserved.
    }
    return Duration.ofNanos((long) Math.min(Long.MAX_VALUE, Math.ceil(missing / perNano)));
  }

  /** Holds bulk work off if there is not enough left for a day. */
  void closeUnlessEnough(long amount) {
    closedToBulk |= !perMinute && amount - level - outstanding >= ROUNDING;
  }

  void take(long amount) {
    level -= amount;
    outstanding += tokens ? amount : 0; // Of a request nothing comes back.
  }

  /** Takes back a reservation, of which some was used, or even more than it. */
  void settle(long reserved, long used) {
    outstanding -= tokens ? reserved : 0;
    level = Math.min(capacity(), level + reserved - used);
  }

  void lowerTo(long amount) {
    level = Math.min(level, (double) amount);
  }

  private double capacity() {
    return savings + largestRequest;
  }
}
