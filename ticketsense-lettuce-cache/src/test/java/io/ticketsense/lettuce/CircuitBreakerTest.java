package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final CircuitBreaker breaker = new CircuitBreaker(nanos::get);

  @Test
  @DisplayName("Open until closed, however often it was opened")
  void open_untilClosed_isOpen() {
    assertThat(breaker.isOpen()).isFalse();

    breaker.open();
    breaker.open();

    assertThat(breaker.isOpen()).isTrue();

    breaker.close();

    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  @DisplayName("One probe a second, also when the clock's number overflows")
  void mayProbe_oncePerSecond() {
    assertThat(breaker.mayProbe()).isFalse();

    pass(Duration.ofSeconds(1));

    assertThat(breaker.mayProbe()).isTrue();
    assertThat(breaker.mayProbe()).isFalse();

    pass(Duration.ofMillis(999));

    assertThat(breaker.mayProbe()).isFalse();

    pass(Duration.ofMillis(1));

    assertThat(breaker.mayProbe()).isTrue();
  }

  @Test
  @DisplayName("Hopeless after ten seconds since it first opened, unless it closed")
  void isHopeless_afterTenSeconds() {
    breaker.open();
    pass(Duration.ofSeconds(10));
    breaker.open();

    assertThat(breaker.isHopeless()).isFalse();

    pass(Duration.ofNanos(1));

    assertThat(breaker.isHopeless()).isTrue();

    breaker.close();

    assertThat(breaker.isHopeless()).isFalse();

    breaker.open();

    assertThat(breaker.isHopeless()).isFalse();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
