package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Ticket;
import io.ticketsense.examples.demo.ApiStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(ApiStage.Shared.class)
final class OverviewIT {

  private static ApiStage stage;
  private static ApiStage.Serving serving;
  private static ApiClient client;

  @BeforeAll
  static void start(ApiStage shared) throws Exception {
    stage = shared;
    stage.clear();
    serving = stage.serve(new StubModel(), MemoryApi.open());
    client = new ApiClient(serving.port());
  }

  @AfterAll
  static void stop() {
    serving.close();
  }

  @BeforeEach
  void empty() throws Exception {
    stage.empty();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  @DisplayName("Before anything is counted, there is a hint at how to count")
  void read_neverCounted_is404() {
    Reply reply = client.get("/overview");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.problemType()).isEqualTo("no-overview");
    assertThat(reply.json().path("detail").asText()).contains("POST /overview/refresh");
  }

  @Test
  @DisplayName("Counting gives the counts with every label in order, which then can be read")
  void refresh_someTriaged_counts() {
    serving.backend().tickets().insertAll(Tickets.numbered(1, 5));
    for (Ticket ticket : Tickets.numbered(1, 3)) {
      serving.backend().service().triage(ticket);
    }

    Reply refreshed = client.post("/overview/refresh");

    assertThat(refreshed.status()).isEqualTo(200);
    JsonNode overview = refreshed.json();
    assertThat(overview.path("total_tickets").intValue()).isEqualTo(5);
    assertThat(overview.path("triaged_tickets").intValue()).isEqualTo(3);
    assertThat(overview.path("by_priority").toString())
        .isEqualTo("{\"low\":3,\"medium\":0,\"high\":0,\"critical\":0}");
    assertThat(names(overview.path("by_category")))
        .containsExactly("billing", "technical", "feature_request", "complaint", "general");
    assertThat(names(overview.path("by_sentiment")))
        .containsExactly("positive", "neutral", "negative", "angry");
    Reply read = client.get("/overview");
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json()).isEqualTo(overview);
    assertThat(stage.redis().get("triage:overview")).isEqualTo(read.text());
  }

  @Test
  @DisplayName("What another process counts, or the original system wrote, is what is read")
  void read_writtenByOthers_isRead() {
    String original =
        "{\"total_tickets\":7,\"by_priority\":{\"low\":1,\"medium\":2,\"high\":3,\"critical\":1},"
            + "\"by_category\":{\"billing\":7,\"technical\":0,\"feature_request\":0,"
            + "\"complaint\":0,\"general\":0},"
            + "\"by_sentiment\":{\"positive\":0,\"neutral\":7,\"negative\":0,\"angry\":0}}";
    stage.redis().set("triage:overview", original);

    assertThat(client.get("/overview").json().path("by_priority").path("high").intValue())
        .isEqualTo(3);
    stage
        .redis()
        .set(
            "triage:overview",
            original.replace("\"high\":3,\"critical\":1", "\"high\":4,\"critical\":0"));
    assertThat(client.get("/overview").json().path("by_priority").path("high").intValue())
        .isEqualTo(4);
    stage.redis().set("triage:overview", "rubbish");
    assertThat(client.get("/overview").status()).isEqualTo(404);
  }
}
