package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class AccessLogTest {

  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    ROOT.addAppender(appender);
  }

  @AfterEach
  void leave() {
    ROOT.detachAppender(appender);
  }

  private List<String> lines() {
    return List.copyOf(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private MemoryApi start(boolean accessLog) {
    return MemoryApi.start(
        new StubModel(),
        new ServerOptions("127.0.0.1", 0, 0, Optional.of("s3cret"), List.of(), accessLog));
  }

  @Test
  @DisplayName("A request is one line: method, route, status, time and id, and nothing of its text")
  void request_always_isOneLineWithoutText() throws Exception {
    try (MemoryApi api = start(true)) {
      ApiClient client = api.client();
      client.postJson(
          "/tickets",
          Tickets.json(1).put("subject", "Hidden words").toString(),
          "Authorization",
          "Bearer s3cret",
          "X-Request-Id",
          "post-1");
      client.get("/tickets/hidden-id", "X-Request-Id", "find-1");
      client.get("/tickets?limit=7&priority=low", "X-Request-Id", "list-1");
      client.postJson(
          "/tickets",
          "{\"subject\":\"Hidden\"",
          "Authorization",
          "Bearer hidden",
          "X-Request-Id",
          "no-1");
      client.get("/hidden-path", "X-Request-Id", "nothing-1");
      RawHttp.exchange(client.port(), "HIDDEN / hidden\r\nHost: hidden\r\nHost: hidden\r\n\r\n");
      RawHttp.send(client.port(), "GET /%zz HTTP/1.1\r\nHost: hidden\r\nHost: hidden\r\n");

      await().untilAsserted(() -> assertThat(lines()).anyMatch(l -> l.endsWith(" nothing-1")));
    }
    List<String> access = lines().stream().filter(line -> line.contains(" ms ")).toList();
    assertThat(access)
        .hasSize(5)
        .allMatch(line -> line.matches("[A-Z]+ \\S+ \\d{3} \\d+\\.\\d ms \\S+"));
    assertThat(access.get(0)).startsWith("POST /tickets 201 ").endsWith(" post-1");
    assertThat(access.get(1)).startsWith("GET /tickets/{id} 404 ").endsWith(" find-1");
    assertThat(access.get(2)).startsWith("GET /tickets 200 ").endsWith(" list-1");
    assertThat(access.get(3)).startsWith("POST /tickets 401 ").endsWith(" no-1");
    assertThat(access.get(4)).startsWith("GET (other) 404 ").endsWith(" nothing-1");
    assertThat(String.join("\n", lines()))
        .doesNotContainIgnoringCase("hidden", "s3cret", "moonpost", "Invoice", "seat", "limit");
    assertThat(appender.list).allMatch(event -> !event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @Test
  @DisplayName("Without an access log there is none")
  void request_accessLogOff_isNoLine() {
    try (MemoryApi api = start(false)) {
      assertThat(api.client().get("/health").status()).isEqualTo(200);
    }
    assertThat(lines()).isEmpty();
  }
}
