package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that takes no answer which the OpenAPI document does not promise. */
final class ApiClient {

  private static final Duration NO_HANG = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  ApiClient(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  Reply get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Reply post(String path, String... headers) {
    return send("POST", path, BodyPublishers.noBody(), headers);
  }

  Reply delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  Reply postJson(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), json(headers));
  }

  Reply send(String method, String path, BodyPublisher body, String... headers) {
    Reply reply = exchange(method, path, body, headers);
    ApiDocument.SHIPPED.check(method, path, reply);
    return reply;
  }

  CompletableFuture<Reply> sendLater(String method, String path, String... headers) {
    return HTTP.sendAsync(
            request(method, path, BodyPublishers.noBody(), headers), BodyHandlers.ofString(UTF_8))
        .thenApply(
            response -> {
              Reply reply = reply(response);
              ApiDocument.SHIPPED.check(method, path, reply);
              return reply;
            });
  }

  /** Asks for what is no part of the document: pages and their files. */
  Reply exchange(String method, String path, BodyPublisher body, String... headers) {
    try {
      return reply(HTTP.send(request(method, path, body, headers), BodyHandlers.ofString(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(NO_HANG)
            .method(method, body);
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  private static Reply reply(HttpResponse<String> response) {
    Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
    assertThat(reply.headers().map()).doesNotContainKeys("server", "x-powered-by");
    if (reply.status() >= 400) {
      assertThat(reply.text()).doesNotContain("\tat ", "Exception", "etty", "avalin", "java.");
    }
    return reply;
  }

  private static String[] json(String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }
}
