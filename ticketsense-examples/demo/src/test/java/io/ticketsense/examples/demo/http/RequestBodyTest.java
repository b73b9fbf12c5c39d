package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketsense.domain.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestBodyTest {

  private static final int BYTES = 10;

  private final AtomicLong nanos = new AtomicLong();
  private final Deadline deadline = Deadline.after(Duration.ofSeconds(BYTES), nanos::get);

  /** A client that sends a byte at a time. */
  private InputStream trickle(Duration pause) {
    return new InputStream() {
      private final InputStream in = new ByteArrayInputStream("x".repeat(BYTES).getBytes(UTF_8));

      @Override
      public int read() {
        throw new UnsupportedOperationException("One at a time comes by itself");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        nanos.addAndGet(pause.toNanos());
        return in.read(target, offset, 1);
      }
    };
  }

  @Test
  @DisplayName("A body that comes in slowly and in time is read whole")
  void readAll_inTime_isWhole() throws Exception {
    assertThat(RequestBody.readAll(trickle(Duration.ofMillis(900)), deadline)).hasSize(BYTES);
  }

  @Test
  @DisplayName("A client that takes too long for its body gives its turn to others")
  void readAll_tooSlow_isGivenUp() {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class,
            () -> RequestBody.readAll(trickle(Duration.ofMillis(1_100)), deadline));

    assertThat(e.problem().status()).isEqualTo(408);
    assertThat(e.problem().kind()).isEqualTo("body-too-slow");
  }
}
