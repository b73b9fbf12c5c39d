package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Priority;
import io.ticketsense.examples.demo.ApiStage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(ApiStage.Shared.class)
final class BulkIT {

  private static final int TICKETS = 30;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final StubModel model = new StubModel();
  private ApiStage stage;
  private ApiStage.Serving serving;
  private ApiClient client;

  @BeforeEach
  void start(ApiStage shared) throws Exception {
    stage = shared;
    stage.clear();
    serving = stage.serve(model, MemoryApi.open());
    client = new ApiClient(serving.port());
    serving.backend().tickets().insertAll(Tickets.numbered(1, TICKETS));
  }

  @AfterEach
  void stop() {
    model.open();
    serving.close();
  }

  private JsonNode awaitEnd() {
    await()
        .atMost(SOON)
        .until(() -> !client.get("/bulk").json().path("state").asText().equals("running"));
    return client.get("/bulk").json();
  }

  private static void assertRun(JsonNode run, String state, int triaged, int skipped, int failed) {
    assertThat(run.path("state").asText()).isEqualTo(state);
    assertThat(run.path("triaged").intValue()).as("triaged").isEqualTo(triaged);
    assertThat(run.path("skipped").intValue()).as("skipped").isEqualTo(skipped);
    assertThat(run.path("failed").intValue()).as("failed").isEqualTo(failed);
    assertThat(run.path("seconds_left").isNull()).isTrue();
  }

  @Test
  @DisplayName("Before any run there is none, and to end it does nothing")
  void watch_neverRun_isIdle() {
    assertRun(client.get("/bulk").json(), "idle", 0, 0, 0);
    Reply stopped = client.delete("/bulk");
    assertThat(stopped.status()).isEqualTo(202);
    assertRun(stopped.json(), "idle", 0, 0, 0);
  }

  @Test
  @DisplayName("A run triages all, is counted, and leaves the next one nothing unless forced")
  void start_always_triagesAll() {
    Reply started = client.post("/bulk");

    assertThat(started.status()).isEqualTo(202);
    JsonNode run = awaitEnd();
    assertRun(run, "completed", TICKETS, 0, 0);
    assertThat(run.path("total").intValue()).isEqualTo(TICKETS);
    assertThat(run.path("detail").isNull()).isTrue();
    assertThat(client.get("/overview").json().path("triaged_tickets").intValue())
        .isEqualTo(TICKETS);
    assertThat(client.postJson("/bulk", "{}").status()).isEqualTo(202);
    assertRun(awaitEnd(), "completed", 0, TICKETS, 0);
    model.give(Priority.HIGH);
    assertThat(client.postJson("/bulk", "{\"force\":true}").status()).isEqualTo(202);
    assertRun(awaitEnd(), "completed", TICKETS, 0, 0);
    assertThat(client.get("/tickets/t1").json().path("triage").path("priority").asText())
        .isEqualTo("high");
  }

  @Test
  @DisplayName("While one goes on another is refused; it can be watched, and ended")
  void start_running_is409UntilStopped() {
    model.hold();
    assertThat(client.post("/bulk").status()).isEqualTo(202);
    await().atMost(SOON).until(() -> model.waiting() > 0);

    Reply second = client.post("/bulk");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.problemType()).isEqualTo("bulk-run-in-progress");
    assertThat(client.get("/bulk").json().path("state").asText()).isEqualTo("running");
    assertThat(client.delete("/bulk").status()).isEqualTo(202);
    model.open();

    JsonNode run = awaitEnd();
    assertThat(run.path("state").asText()).isEqualTo("interrupted");
    assertThat(client.post("/bulk").status()).isEqualTo(202);
    assertThat(awaitEnd().path("state").asText()).isEqualTo("completed");
  }
}
