package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BulkOptionsTest {

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

  private static void assertNotStarted() {
    assertThat(client.get("/bulk").json().path("state").asText()).isEqualTo("idle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"force\":1}", "{\"force\":\"true\"}", "{\"force\":null}", "{\"force\":[]}"})
  @DisplayName("An option that is no truth value is refused by name")
  void start_invalidOption_is422(String body) {
    Reply reply = client.postJson("/bulk", body);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("errors").path(0).path("field").asText()).isEqualTo("force");
    assertNotStarted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "true", "null", "{} {}", "{\"force\":true,\"force\":false}"})
  @DisplayName("Options that are no JSON object are refused, not left out")
  void start_malformedOptions_is400(String body) {
    Reply reply = client.postJson("/bulk", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.problemType()).isEqualTo("malformed-json");
    assertNotStarted();
  }

  @Test
  @DisplayName("Options of another type or too large are refused, not left out")
  void start_otherTypeOrTooLarge_isRefused() {
    String force = "{\"force\":true}";
    assertThat(client.send("POST", "/bulk", BodyPublishers.ofString(force)).status())
        .isEqualTo(415);
    assertThat(
            client
                .send("POST", "/bulk", BodyPublishers.ofString(force), "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
    assertThat(client.postJson("/bulk", force + " ".repeat(1 << 20)).status()).isEqualTo(413);
    assertNotStarted();
  }
}
