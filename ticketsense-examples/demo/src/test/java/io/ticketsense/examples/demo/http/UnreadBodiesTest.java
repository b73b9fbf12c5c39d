package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that is still sending when it is refused gets to know why. */
final class UnreadBodiesTest {

  private static final String JSON = "Content-Type: application/json~";

  private static MemoryApi api;
  private static int port;

  @BeforeAll
  static void start() {
    api =
        MemoryApi.start(
            new StubModel(),
            new ServerOptions("127.0.0.1", 0, 0, Optional.of("token"), List.of(), false));
    port = api.client().port();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static String send(String head, int bodyBytes) throws IOException {
    String all = (head + "Content-Length: " + bodyBytes + "~~").replace("~", "\r\n");
    return RawHttp.sendLate(port, all, " ".repeat(bodyBytes));
  }

  @ParameterizedTest
  @CsvSource({
    "POST /tickets HTTP/1.1~Host: localhost~, 401",
    "POST /tickets HTTP/1.1~Host: localhost~Authorization: Bearer token~, 415",
    "POST /tickets HTTP/1.1~Host: localhost~Origin: http://evil~, 403",
    "POST /tickets HTTP/1.1~Host: evil~, 421",
    "POST /nowhere HTTP/1.1~Host: localhost~, 404",
    "PUT /tickets HTTP/1.1~Host: localhost~, 405",
    "DELETE /bulk HTTP/1.1~Host: localhost~Authorization: Bearer token~, 202",
    "GET /health HTTP/1.1~Host: localhost~, 200"
  })
  @DisplayName("Who is answered before the body is there hears it, and may go on asking")
  void request_bodyNotRead_isAnswered(String head, int status) throws Exception {
    for (int bytes : new int[] {14, 2 << 20}) {
      String replies = send(head, bytes);

      assertThat(replies).startsWith("HTTP/1.1 " + status + " ");
      assertThat(replies.split("HTTP/1.1 ", -1)).as("both were answered").hasSize(3);
    }
  }

  @Test
  @DisplayName("Who sends too large a body hears it, and may go on asking")
  void body_tooLarge_isAnswered() throws Exception {
    String head = "POST /tickets HTTP/1.1~Host: localhost~Authorization: Bearer token~" + JSON;

    assertThat(send(head, 8 << 20)).startsWith("HTTP/1.1 413 ").contains("}HTTP/1.1 200 ");
  }

  @Test
  @DisplayName("Who asks before sending is answered at once, and sends nothing")
  void body_askedFor_isNotWaitedFor() throws Exception {
    String head = "POST /tickets HTTP/1.1~Host: localhost~Expect: 100-continue~Content-Length: 9~";

    assertThat(RawHttp.send(port, head.replace("~", "\r\n"))).startsWith("HTTP/1.1 401 ");
  }

  @Test
  @DisplayName("Who sends without end, or too slowly, is not listened to for long")
  void discard_endless_ends() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Deadline deadline = Deadline.after(Duration.ofSeconds(5), nanos::get);
    Spaces endless = new Spaces(length -> length);
    Spaces slow =
        new Spaces(
            length -> {
              nanos.addAndGet(Duration.ofMillis(900).toNanos());
              return 1;
            });

    UnreadBodies.discard(endless, deadline);
    assertThat(endless.sent).isEqualTo(16 << 20);
    UnreadBodies.discard(slow, deadline);
    assertThat(slow.sent).isEqualTo(6);
  }

  /** Sends as many at a time as it likes, and never stops. */
  private static final class Spaces extends InputStream {

    private final IntUnaryOperator sentAtOnce;
    private int sent;

    Spaces(IntUnaryOperator sentAtOnce) {
      this.sentAtOnce = sentAtOnce;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("Nobody reads one byte at a time");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = sentAtOnce.applyAsInt(length);
      sent += count;
      return count;
    }
  }
}
