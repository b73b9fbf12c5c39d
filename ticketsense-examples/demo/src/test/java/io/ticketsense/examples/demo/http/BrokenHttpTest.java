package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrokenHttpTest {

  private static MemoryApi api;
  private static int port;

  @BeforeAll
  static void start() {
    api = MemoryApi.start(new StubModel());
    port = api.client().port();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void stillServes() {
    assertThat(api.client().get("/health").status()).isEqualTo(200);
  }

  private static void assertProblem(String reply, int status) {
    assertThat(reply).startsWith("HTTP/1.1 " + status + " ");
    assertThat(reply)
        .containsIgnoringCase("\r\ncontent-type: application/problem+json")
        .containsIgnoringCase("\r\ncontent-security-policy: default-src 'none'")
        .containsIgnoringCase("\r\nx-content-type-options: nosniff")
        .contains("\"type\":\"urn:ticketsense:problem:", "\"status\":" + status)
        .doesNotContainIgnoringCase(
            "jetty", "javalin", "exception", "\tat ", "\r\nserver:", "evil");
  }

  @ParameterizedTest
  @CsvSource({
    "evil~~, 400",
    "GET / HTTP/1.1~~, 400",
    "GET /evil HTTP/1.1~Host: localhost~Host: evil~~, 400",
    "GET /health HTTP/9.9~Host: localhost~~, 505",
    "PRI * HTTP/2.0~~SM~~, 426",
    "GET /health HTTP/1.1~Host: localhost~X-Evil: \u0001~~, 400",
    "GET /health HTTP/1.1~Host: localhost~ folded evil~~, 400",
    "GET /tickets/%zz HTTP/1.1~Host: localhost~~, 400",
    "GET /tickets/%ff HTTP/1.1~Host: localhost~Connection: close~~, 400",
    "POST /tickets HTTP/1.1~Host: localhost~Content-Type: application/json~Content-Length: -1~~, 400",
    "POST /tickets HTTP/1.1~Host: localhost~Content-Length: 5~Transfer-Encoding: chunked~~hello, 400",
    "POST /tickets HTTP/1.1~Host: localhost~Content-Type: application/json~Expect: evil~~, 417",
  })
  @DisplayName("What is no proper HTTP gives a problem, which tells nothing of the server")
  void request_malformed_isProblem(String request, int status) throws Exception {
    assertProblem(RawHttp.exchange(port, request.replace("~", "\r\n")), status);
  }

  @Test
  @DisplayName("Headers and addresses that are too long give problems")
  void request_tooLong_isProblem() throws Exception {
    String evil = "evil".repeat(5_000);

    assertProblem(
        RawHttp.send(port, "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + evil + "\r\n"), 431);
    assertProblem(RawHttp.send(port, "GET /" + evil + " HTTP/1.1\r\nHost: localhost\r\n"), 414);
  }

  @Test
  @DisplayName("A body that breaks off is the client's fault, not ours")
  void body_brokenOff_is400() throws Exception {
    String head = "POST /tickets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    for (String rest :
        List.of(
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"",
            "Content-Length: 50\r\n\r\n{\"id\":")) {
      assertProblem(RawHttp.exchange(port, head + rest), 400);
    }
  }
}
