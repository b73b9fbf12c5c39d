package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SingleFlightTest {

  private final SingleFlight<String, String> flights = new SingleFlight<>();
  private final AtomicInteger waiting = new AtomicInteger();

  private String run(String key, Supplier<String> work) throws InterruptedException {
    return flights
        .run(
            key,
            landed -> {
              waiting.incrementAndGet();
              landed.await();
              return true;
            },
            work)
        .orElseThrow();
  }

  private List<Caller<String>> waiters(int count, Supplier<String> work) {
    List<Caller<String>> waiters = new ArrayList<>();
    int before = waiting.get();
    for (int i = 0; i < count; i++) {
      waiters.add(new Caller<>(() -> run("key", work)));
    }
    Patience.until(() -> waiting.get() == before + count);
    return waiters;
  }

  private static String never() {
    throw new AssertionError("Another run was under way");
  }

  @Test
  @DisplayName("All who come while the work is done get its value, and it is done once")
  void run_whileRunning_sharesTheValue() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> value = new CompletableFuture<>();
    Caller<String> leader =
        new Caller<>(
            () ->
                run(
                    "key",
                    () -> {
                      started.countDown();
                      return value.join();
                    }));
    Patience.await(started);
    List<Caller<String>> waiters = waiters(8, SingleFlightTest::never);

    assertThat(run("another key", () -> "other")).isEqualTo("other");
    value.complete("value");

    assertThat(leader.result()).isEqualTo("value");
    for (Caller<String> waiter : waiters) {
      assertThat(waiter.result()).isSameAs(leader.result());
    }
    assertThat(run("key", () -> "anew")).isEqualTo("anew");
  }

  @Test
  @DisplayName("A failure is shared by those who wait, and is forgotten before they know of it")
  void run_fails_isForgottenFirst() throws Exception {
    for (Throwable failure : List.of(new IllegalStateException("x"), new AssertionError("y"))) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Caller<String> leader =
          new Caller<>(
              () ->
                  run(
                      "key",
                      () -> {
                        started.countDown();
                        Patience.await(release);
                        throw SingleFlightTest.<RuntimeException>sneaky(failure);
                      }));
      Patience.await(started);
      int before = waiting.get();
      List<Caller<String>> waiters = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        waiters.add(
            new Caller<>(
                () -> {
                  assertThatThrownBy(() -> run("key", SingleFlightTest::never)).isSameAs(failure);
                  return run("key", () -> "again");
                }));
      }
      Patience.until(() -> waiting.get() == before + 8);

      release.countDown();

      assertThatThrownBy(leader::result)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isSameAs(failure);
      for (Caller<String> waiter : waiters) {
        assertThat(waiter.result()).isEqualTo("again");
      }
    }
  }

  @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
  private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
    throw (T) throwable;
  }

  @Test
  @DisplayName("When the one who works is interrupted, one of those who wait takes over")
  void run_leaderInterrupted_anotherTakesOver() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger takenOver = new AtomicInteger();
    Caller<String> leader =
        new Caller<>(
            () ->
                run(
                    "key",
                    () -> {
                      started.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      throw new IllegalStateException("gave up");
                    }));
    Patience.await(started);
    CountDownLatch release = new CountDownLatch(1);
    List<Caller<String>> waiters =
        waiters(
            8,
            () -> {
              takenOver.incrementAndGet();
              Patience.await(release);
              return "second";
            });

    leader.interrupt();
    Patience.until(() -> waiting.get() == 8 + 7);
    release.countDown();

    assertThatThrownBy(leader::result).cause().hasMessage("gave up");
    for (Caller<String> waiter : waiters) {
      assertThat(waiter.result()).isEqualTo("second");
    }
    assertThat(takenOver).hasValue(1);
  }

  @Test
  @DisplayName("One who waits may give up or be interrupted; the others get their value")
  void run_waiterGivesUp_othersGoOn() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> value = new CompletableFuture<>();
    Caller<String> leader =
        new Caller<>(
            () ->
                run(
                    "key",
                    () -> {
                      started.countDown();
                      return value.join();
                    }));
    Patience.await(started);
    List<Caller<String>> waiters = waiters(2, SingleFlightTest::never);

    assertThat(flights.run("key", landed -> false, SingleFlightTest::never))
        .isEqualTo(Optional.empty());
    waiters.get(0).interrupt();
    assertThatThrownBy(() -> waiters.get(0).result())
        .hasCauseInstanceOf(InterruptedException.class);
    value.complete("value");

    assertThat(leader.result()).isEqualTo("value");
    assertThat(waiters.get(1).result()).isEqualTo("value");
  }

  @Test
  @DisplayName("Work that asks for itself is refused, work that asks for something else is not")
  void run_withinItself_isRefused() throws Exception {
    assertThat(run("key", () -> inner("other key"))).isEqualTo("inner");
    assertThatIllegalStateException().isThrownBy(() -> run("key", () -> inner("key")));
    assertThat(run("key", () -> "anew")).isEqualTo("anew");
  }

  private String inner(String key) {
    try {
      return run(key, () -> "inner");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
