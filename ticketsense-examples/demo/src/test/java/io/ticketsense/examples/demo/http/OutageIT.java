package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.examples.demo.ApiStage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Postgres or Redis away or silent: a reason or a lesser answer in its place, and never a hang. */
@Timeout(90)
@ExtendWith(ApiStage.Shared.class)
final class OutageIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private ApiStage stage;

  @BeforeEach
  void start(ApiStage shared) throws Exception {
    stage = shared;
    stage.clear();
  }

  private ApiStage.Serving serve() {
    return stage.serve(new StubModel(), MemoryApi.open());
  }

  private ApiStage.Serving without(String variable) throws Exception {
    return stage.serve(new StubModel(), MemoryApi.open(), ApiStage.nobody(variable));
  }

  private static void assertDown(Reply reply, String cause) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(503);
    assertThat(reply.cause()).as("%s", reply).isEqualTo(cause);
    assertThat(reply.problemType()).startsWith("storage-");
  }

  private static void assertReady(Reply reply, int status, String postgres, String redis) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
    JsonNode checks = reply.json().path("checks");
    assertThat(reply.json().path("status").asText())
        .isEqualTo(status == 200 ? "ready" : "not_ready");
    assertThat(checks.path("postgres").path("status").asText()).isEqualTo(postgres);
    assertThat(checks.path("redis").path("status").asText()).isEqualTo(redis);
    assertThat(checks.path("postgres").path("detail").isNull()).isEqualTo(postgres.equals("up"));
    assertThat(checks.path("redis").path("detail").isNull()).isEqualTo(redis.equals("up"));
  }

  @Test
  @DisplayName("When all is up the server is ready, and names its model")
  void ready_allUp_is200() {
    try (ApiStage.Serving serving = serve()) {
      Reply reply = new ApiClient(serving.port()).get("/ready");

      assertReady(reply, 200, "up", "up");
      assertThat(reply.json().path("model").asText()).isEqualTo(StubModel.NAME);
    }
  }

  @Test
  @DisplayName("Without Postgres there are no tickets, and each request says why")
  void postgresAway_everyRoute_says() throws Exception {
    try (ApiStage.Serving serving = without("DATABASE_URL")) {
      ApiClient client = new ApiClient(serving.port());

      assertDown(client.get("/tickets"), "postgres");
      assertDown(client.get("/tickets?priority=low"), "postgres");
      assertDown(client.get("/tickets/t1"), "postgres");
      assertDown(client.get("/sample"), "postgres");
      assertDown(client.postJson("/tickets", Tickets.json(1).toString()), "postgres");
      assertDown(client.post("/tickets/t1/triage"), "postgres");
      assertDown(client.post("/overview/refresh"), "postgres");
      assertThat(client.get("/overview").status()).isEqualTo(404);
      assertReady(client.get("/ready"), 503, "down", "up");
      assertThat(client.get("/health").status()).isEqualTo(200);
      assertThat(client.get("/bulk").status()).isEqualTo(200);
      assertThat(client.get("/tickets").json().path("detail").asText())
          .contains("no connection to Postgres");
    }
  }

  @Test
  @DisplayName("Without Redis tickets are listed and labelled still, but not found by label")
  void redisAway_everyRoute_doesWhatItCan() throws Exception {
    try (ApiStage.Serving serving = without("REDIS_URL")) {
      ApiClient client = new ApiClient(serving.port());
      serving.backend().tickets().insertAll(Tickets.numbered(1, 3));

      Reply list = client.get("/tickets");
      assertThat(list.status()).isEqualTo(200);
      assertThat(list.header("Triage-Status")).hasValue("unavailable");
      assertThat(list.json()).hasSize(3).allMatch(ticket -> ticket.path("triage").isNull());
      Reply found = client.get("/tickets/t1");
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.header("Triage-Status")).hasValue("unavailable");
      assertDown(client.get("/tickets?priority=low"), "redis");
      assertDown(client.get("/overview"), "redis");
      assertDown(client.post("/overview/refresh"), "redis");
      assertDown(client.get("/sample"), "redis");
      Reply submitted = client.postJson("/tickets", Tickets.json(4).toString());
      assertThat(submitted.status()).isEqualTo(201);
      assertThat(submitted.json().path("triage").isObject()).isTrue();
      assertThat(client.post("/tickets/t1/triage").status()).isEqualTo(200);
      assertReady(client.get("/ready"), 503, "up", "down");
      assertThat(client.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("Without tables there is a hint at how to make them")
  void noTables_list_hints() throws Exception {
    stage.sql("DROP TABLE tickets CASCADE");
    try (ApiStage.Serving serving = serve()) {
      Reply reply = new ApiClient(serving.port()).get("/tickets");

      assertDown(reply, "postgres");
      assertThat(reply.problemType()).isEqualTo("storage-schema");
      assertThat(reply.json().path("detail").asText()).contains("init-db");
    }
  }

  @Test
  @DisplayName("A bulk run that an outage stops says so")
  void redisAway_bulkRun_saysWhy() throws Exception {
    try (ApiStage.Serving serving = without("REDIS_URL")) {
      ApiClient client = new ApiClient(serving.port());
      serving.backend().tickets().insertAll(Tickets.numbered(1, 3));
      assertThat(client.post("/bulk").status()).isEqualTo(202);

      await()
          .atMost(SOON)
          .until(() -> client.get("/bulk").json().path("state").asText().equals("stopped"));

      assertThat(client.get("/bulk").json().path("detail").asText()).contains("Redis");
    }
  }

  @Test
  @DisplayName("A Redis that keeps silent is given up, and used again when it speaks")
  void redisSilent_everyRoute_answers() throws Exception {
    try (ApiStage.Serving serving = serve()) {
      ApiClient client = new ApiClient(serving.port());
      serving.backend().tickets().insertAll(Tickets.numbered(1, 3));
      assertThat(client.get("/tickets").header("Triage-Status")).isEmpty();

      stage.withRedisStopped(
          () -> {
            CompletableFuture<Reply> list = client.sendLater("GET", "/tickets");
            CompletableFuture<Reply> find = client.sendLater("GET", "/tickets/t1");
            CompletableFuture<Reply> overview = client.sendLater("GET", "/overview");
            CompletableFuture<Reply> ready = client.sendLater("GET", "/ready");
            assertThat(client.get("/health").status()).isEqualTo(200);
            for (Reply reply : List.of(list.join(), find.join())) {
              assertThat(reply.status()).isEqualTo(200);
              assertThat(reply.header("Triage-Status")).hasValue("unavailable");
            }
            assertDown(overview.join(), "redis");
            assertReady(ready.join(), 503, "up", "down");
          });

      await().atMost(SOON).until(() -> client.get("/ready").status() == 200);
      assertThat(client.get("/tickets").header("Triage-Status")).isEmpty();
    }
  }

  @Test
  @DisplayName("A Postgres that keeps silent is given up, and used again when it speaks")
  void postgresSilent_everyRoute_answers() throws Exception {
    try (ApiStage.Serving serving = serve()) {
      ApiClient client = new ApiClient(serving.port());
      assertThat(client.get("/tickets").status()).isEqualTo(200);

      stage.withPostgresStopped(
          () -> {
            CompletableFuture<Reply> list = client.sendLater("GET", "/tickets");
            CompletableFuture<Reply> find = client.sendLater("GET", "/tickets/t1");
            CompletableFuture<Reply> refresh = client.sendLater("POST", "/overview/refresh");
            CompletableFuture<Reply> ready = client.sendLater("GET", "/ready");
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(client.get("/overview").status()).isEqualTo(404);
            assertReady(ready.join(), 503, "down", "up");
            assertDown(list.join(), "postgres");
            assertDown(find.join(), "postgres");
            assertDown(refresh.join(), "postgres");
          });

      await().atMost(SOON).until(() -> client.get("/ready").status() == 200);
      assertThat(client.get("/tickets").status()).isEqualTo(200);
    }
  }
}
