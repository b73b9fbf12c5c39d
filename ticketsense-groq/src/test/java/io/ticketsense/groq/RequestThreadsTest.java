package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The threads that requests run on. */
class RequestThreadsTest {

  @Test
  @DisplayName("Work runs on a daemon thread, however much other work there is")
  void schedule_manyAtOnce_allRun() throws Exception {
    try (RequestThreads threads = new RequestThreads()) {
      int count = 20;
      CountDownLatch meeting = new CountDownLatch(count);
      CompletableFuture<Boolean> daemon = new CompletableFuture<>();
      for (int i = 0; i < count; i++) {
        var unused =
            threads.schedule(
                () -> {
                  meeting.countDown();
                  meeting.await();
                  return daemon.complete(Thread.currentThread().isDaemon());
                },
                i % 2,
                TimeUnit.MILLISECONDS);
      }

      assertThat(daemon.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @DisplayName("Work that is cancelled while it waits does not run")
  void schedule_cancelled_doesNotRun() throws Exception {
    try (RequestThreads threads = new RequestThreads()) {
      CompletableFuture<String> ran = new CompletableFuture<>();
      Future<?> first = threads.schedule(() -> ran.complete("first"), 20, TimeUnit.MILLISECONDS);
      var unused = threads.schedule(() -> ran.complete("second"), 40, TimeUnit.MILLISECONDS);

      first.cancel(false);

      assertThat(ran.get(10, TimeUnit.SECONDS)).isEqualTo("second");
    }
  }

  @Test
  @DisplayName("After closing no work is taken")
  void schedule_closed_throws() {
    RequestThreads threads = new RequestThreads();
    threads.close();

    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> threads.schedule(() -> null, 0, TimeUnit.SECONDS));
  }
}
