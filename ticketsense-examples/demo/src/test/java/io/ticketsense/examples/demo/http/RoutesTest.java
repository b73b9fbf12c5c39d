package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RoutesTest {

  private static final Set<String> PAGES =
      Set.of("/", "/docs", "/openapi.json", "/assets/chart.js");
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND");

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

  private static Set<String> documented() {
    return ApiDocument.SHIPPED.methods().entrySet().stream()
        .flatMap(
            path ->
                path.getValue().stream().map(m -> m.toUpperCase(Locale.ROOT) + " " + path.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @DisplayName("The server routes what the document lists, and nothing else but pages")
  void routes_always_areThoseDocumented() {
    Set<String> routed =
        api.server().javalin.unsafe.internalRouter.allHttpHandlers().stream()
            .map(handler -> handler.endpoint)
            .filter(endpoint -> endpoint.method.isHttpMethod())
            .filter(endpoint -> !endpoint.method.equals(HandlerType.HEAD))
            .filter(endpoint -> !PAGES.contains(endpoint.path))
            .map(endpoint -> endpoint.method + " " + endpoint.path)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(routed).isEqualTo(documented());
  }

  @Test
  @DisplayName("Each path takes the methods documented, and says so when it is asked by another")
  void methods_probed_areThoseDocumented() {
    for (Map.Entry<String, Set<String>> path : ApiDocument.SHIPPED.methods().entrySet()) {
      Set<String> taken =
          path.getValue().stream()
              .map(m -> m.toUpperCase(Locale.ROOT))
              .flatMap(m -> m.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(m))
              .collect(Collectors.toSet());
      for (String method : METHODS) {
        Reply reply =
            client.send(method, path.getKey().replace("{id}", "t1"), BodyPublishers.noBody());
        if (taken.contains(method)) {
          assertThat(reply.status()).as("%s %s", method, path).isNotIn(405, 501);
          assertThat(reply.text()).doesNotContain("problem:not-found");
        } else {
          assertThat(reply.status()).as("%s %s", method, path).isEqualTo(405);
          assertThat(Set.of(reply.header("Allow").orElseThrow().split(", "))).isEqualTo(taken);
        }
      }
    }
  }

  @Test
  @DisplayName("What can be read by GET can be asked about by HEAD, which has no body")
  void head_always_isGetWithoutBody() {
    for (Map.Entry<String, Set<String>> path : ApiDocument.SHIPPED.methods().entrySet()) {
      if (path.getValue().contains("get")) {
        String url = path.getKey().replace("{id}", "t1");
        Reply get = client.get(url);
        Reply head = client.send("HEAD", url, BodyPublishers.noBody());

        assertThat(head.status()).as(url).isEqualTo(get.status());
        assertThat(head.text()).as(url).isEmpty();
        assertThat(head.header("Content-Type")).as(url).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Content-Length")).as(url).isEqualTo(get.header("Content-Length"));
      }
    }
  }

  @Test
  @DisplayName("A path that nobody knows gives a problem, whatever the method")
  void unknownPath_anyMethod_is404() {
    for (String method : METHODS) {
      for (String path : List.of("/nothing", "/TICKETS", "/tickets/a/b/c", "/assets/no.js")) {
        Reply reply = client.send(method, path, BodyPublishers.noBody());

        assertThat(reply.status()).as("%s %s", method, path).isEqualTo(404);
        assertThat(reply.problemType()).isEqualTo("not-found");
      }
    }
  }

  @Test
  @DisplayName("The document is served as it is, on both ports, once unless it changed")
  void document_always_isServed() {
    for (ApiClient port : List.of(client, api.dashboardClient())) {
      Reply first = port.exchange("GET", "/openapi.json", BodyPublishers.noBody());

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.mediaType()).isEqualTo("application/json");
      assertThat(first.text())
          .isEqualTo(new String(ClassPath.read(ClassPath.WEB + "/openapi.json"), UTF_8));
      Reply again =
          port.exchange(
              "GET",
              "/openapi.json",
              BodyPublishers.noBody(),
              "If-None-Match",
              first.header("ETag").orElseThrow());
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.text()).isEmpty();
    }
  }

  @Test
  @DisplayName("The page and Swagger UI come from the jar with all that they load")
  void pages_always_loadFromHere() {
    for (String page : List.of("/", "/docs")) {
      Reply html = client.exchange("GET", page, BodyPublishers.noBody());

      assertThat(html.status()).isEqualTo(200);
      assertThat(html.header("Content-Type")).contains("text/html;charset=utf-8");
      List<String> loaded =
          java.util.regex.Pattern.compile("<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"")
              .matcher(html.text())
              .results()
              .map(match -> match.group(1))
              .toList();
      assertThat(loaded).isNotEmpty().allMatch(url -> url.startsWith("/"));
      for (String url : loaded) {
        Reply file = client.exchange("GET", url, BodyPublishers.noBody());
        assertThat(file.status()).as(url).isEqualTo(200);
        assertThat(file.text()).as(url).isNotEmpty();
      }
    }
  }

  @Test
  @DisplayName("Files outside of the folder for browsers are not served, however they are named")
  void files_outsideOfFolder_areNotServed() {
    for (String path :
        List.of(
            "/assets/..%2f..%2f..%2f..%2f..%2f..%2flogback.xml",
            "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/logback.xml",
            "/assets/..%5c..%5clogback.xml",
            "/assets//logback.xml",
            "/docs/assets/../../../../../../logback.xml",
            "/docs/assets/package.json%00.js")) {
      Reply reply = client.exchange("GET", path, BodyPublishers.noBody());

      assertThat(reply.status()).as(path).isIn(400, 404);
      assertThat(reply.mediaType()).isEqualTo(Problem.CONTENT_TYPE);
    }
  }
}
