package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private static final String DESK = "https://desk.example";

  private static MemoryApi api;
  private static ApiClient client;

  @BeforeAll
  static void start() {
    api = MemoryApi.start(new StubModel());
    client = api.client();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static MemoryApi with(Optional<String> token, List<String> origins) {
    return MemoryApi.start(
        new StubModel(), new ServerOptions("127.0.0.1", 0, 0, token, origins, false));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200, no-cache",
    "GET, /docs, 200, no-cache",
    "GET, /openapi.json, 200, no-cache",
    "GET, /assets/app.js, 200, no-cache",
    "GET, /assets/chart.js, 200, no-cache",
    "GET, /docs/assets/swagger-ui.css, 200, no-cache",
    "GET, /health, 200, no-store",
    "GET, /tickets, 200, no-store",
    "HEAD, /tickets, 200, no-store",
    "GET, /tickets?limit=0, 422, no-store",
    "GET, /tickets/none, 404, no-store",
    "GET, /tickets/%00, 400, no-store",
    "GET, /nothing, 404, no-store",
    "GET, /assets/nothing, 404, no-store",
    "PUT, /tickets, 405, no-store",
    "POST, /tickets, 415, no-store",
  })
  @DisplayName("Whatever the answer, browsers are told what not to do, and what to keep")
  void answer_ofAnyKind_hasSecurityHeaders(String method, String path, int status, String cache) {
    Reply reply = client.exchange(method, path, BodyPublishers.noBody());

    assertThat(reply.status()).isEqualTo(status);
    assertSecure(reply.headers().map());
    assertThat(reply.headers().allValues("Cache-Control")).containsExactly(cache);
  }

  private static void assertSecure(Map<String, List<String>> headers) {
    assertThat(headers)
        .containsEntry("content-security-policy", List.of(POLICY))
        .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
        .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("x-frame-options", List.of("DENY"))
        .containsKey("permissions-policy")
        .doesNotContainKeys("server", "x-powered-by", "set-cookie", "access-control-allow-origin");
  }

  @Test
  @DisplayName("A request keeps the id that it came with")
  void requestId_given_isKept() {
    for (String id : List.of("a", "0.9_-Z", "x".repeat(64))) {
      for (String path : List.of("/health", "/tickets/none", "/nothing", "/assets/app.js")) {
        Reply reply = client.exchange("GET", path, BodyPublishers.noBody(), "X-Request-Id", id);

        assertThat(reply.headers().allValues("X-Request-Id")).containsExactly(id);
      }
    }
    assertThat(
            client.get("/tickets/none", "X-Request-Id", "mine").json().path("request_id").asText())
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "<script>", "a;b", "a/b", "\"", "\u00e9"})
  @DisplayName("A request whose id could harm a log gets another")
  void requestId_hostile_isReplaced(String id) throws Exception {
    assertReplaced(id);
  }

  @Test
  @DisplayName("A request whose id is too long gets another")
  void requestId_tooLong_isReplaced() throws Exception {
    assertReplaced("x".repeat(65));
  }

  private static void assertReplaced(String id) throws Exception {
    String reply =
        RawHttp.send(
            client.port(),
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + id + "\r\n");

    assertThat(reply).containsPattern("\r\nX-Request-Id: [0-9a-f-]{36}\r\n");
  }

  @Test
  @DisplayName("Requests without an id get different ones")
  void requestId_none_isMadeUp() {
    Set<String> ids =
        IntStream.range(0, 100)
            .mapToObj(i -> client.get("/health").header("X-Request-Id").orElseThrow())
            .collect(Collectors.toSet());

    assertThat(ids).hasSize(100);
  }

  @Test
  @DisplayName("Where there is a token, writing needs it, and reading does not")
  void token_set_isNeededForWriting() {
    try (MemoryApi guarded = with(Optional.of("s3cret-t\u00f6ken"), List.of())) {
      ApiClient other = guarded.client();
      for (String[] write :
          List.of(
              new String[] {"POST", "/tickets"},
              new String[] {"POST", "/tickets/t1/triage"},
              new String[] {"POST", "/overview/refresh"},
              new String[] {"POST", "/bulk"},
              new String[] {"DELETE", "/bulk"})) {
        for (String[] headers :
            List.of(
                new String[] {},
                new String[] {"Authorization", "Bearer wrong"},
                new String[] {"Authorization", "Bearer "},
                new String[] {"Authorization", "Bearer s3cret"},
                new String[] {"Authorization", "Basic czNjcmV0"},
                new String[] {"Authorization", ""})) {
          Reply reply = other.send(write[0], write[1], BodyPublishers.noBody(), headers);

          assertThat(reply.status()).as("%s %s", write[0], write[1]).isEqualTo(401);
          assertThat(reply.problemType()).isEqualTo("unauthorized");
          assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer realm=\"ticketsense\"");
          assertThat(reply.text()).doesNotContain("s3cret", "wrong");
        }
      }
      for (String read :
          List.of("/tickets", "/overview", "/bulk", "/ready", "/health", "/sample")) {
        assertThat(other.get(read).status()).as(read).isNotEqualTo(401);
      }
    }
  }

  @Test
  @DisplayName("Who has the token may write, however the scheme is spelled")
  void token_right_letsWrite() {
    try (MemoryApi guarded = with(Optional.of("s3cret"), List.of())) {
      for (String header : List.of("Bearer s3cret", "bearer s3cret", "BEARER   s3cret ")) {
        assertThat(guarded.client().post("/overview/refresh", "Authorization", header).status())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example"
      })
  @DisplayName("A server for this machine alone answers to no other name, which may be a trap")
  void host_foreign_isRefused(String host) throws Exception {
    for (String path : List.of("/", "/tickets", "/health", "/assets/app.js")) {
      String reply =
          RawHttp.send(client.port(), "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");

      assertThat(reply).startsWith("HTTP/1.1 421 ").contains("problem:foreign-host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.9.9.9:80", "[::1]:8000"})
  @DisplayName("A server for this machine alone answers to each of its names")
  void host_own_isServed(String host) throws Exception {
    assertThat(RawHttp.send(client.port(), "GET /health HTTP/1.1\r\nHost: " + host + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  @DisplayName("Pages of other servers may not write, and cannot read")
  void origin_foreign_isRefused() {
    for (String origin :
        List.of(DESK, "null", "http://127.0.0.1", "http://127.0.0.1.evil.example")) {
      Reply write = client.post("/overview/refresh", "Origin", origin);
      assertThat(write.status()).as(origin).isEqualTo(403);
      assertThat(write.problemType()).isEqualTo("foreign-origin");
      Reply read = client.get("/tickets", "Origin", origin);
      assertThat(read.status()).isEqualTo(200);
      for (Reply reply : List.of(write, read, preflight(client, origin))) {
        assertThat(reply.headers().map().keySet())
            .noneMatch(name -> name.startsWith("access-control-"));
      }
    }
  }

  @Test
  @DisplayName("The page of this server may write, by either port")
  void origin_own_isServed() {
    for (ApiClient port : List.of(client, api.dashboardClient())) {
      String origin = "http://127.0.0.1:" + port.port();
      assertThat(port.post("/overview/refresh", "Origin", origin).status()).isEqualTo(200);
    }
  }

  private static Reply preflight(ApiClient client, String origin) {
    return client.exchange(
        "OPTIONS",
        "/tickets",
        BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "authorization,content-type");
  }

  @Test
  @DisplayName("Pages of the servers that are configured may read and write, and no others")
  void origin_configured_isServed() {
    try (MemoryApi shared = with(Optional.of("s3cret"), List.of(DESK, "http://other.example:81"))) {
      ApiClient other = shared.client();
      for (String origin : List.of(DESK, "http://other.example:81")) {
        Reply preflight = preflight(other, origin);
        assertThat(preflight.status()).isIn(200, 204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow()).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
            .contains("authorization", "content-type");
        Reply read = other.get("/tickets", "Origin", origin);
        assertThat(read.header("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(read.headers().allValues("Vary")).anyMatch(v -> v.contains("Origin"));
        assertThat(String.join(",", read.headers().allValues("Access-Control-Expose-Headers")))
            .contains("Link", "Location", "Retry-After", "Triage-Status", "X-Request-Id");
        Reply write =
            other.post("/overview/refresh", "Origin", origin, "Authorization", "Bearer s3cret");
        assertThat(write.status()).isEqualTo(200);
        // A page has to be able to read why it was refused.
        Reply refused = other.post("/overview/refresh", "Origin", origin);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).hasValue(origin);
      }
      assertThat(other.post("/overview/refresh", "Origin", "https://evil.example").status())
          .isEqualTo(403);
      assertThat(preflight(other, "https://evil.example").header("Access-Control-Allow-Origin"))
          .isEmpty();
      assertThat(other.get("/tickets").header("Access-Control-Allow-Origin")).isEmpty();
    }
  }
}
