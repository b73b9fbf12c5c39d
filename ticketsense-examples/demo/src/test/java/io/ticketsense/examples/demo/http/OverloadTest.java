package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.TriageCache;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OverloadTest {

  private static final int READS_AT_ONCE = 128;
  private static final int WRITES_AT_ONCE = 64;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final StubModel model = new StubModel();

  /** A cache that lets nobody go until it is opened. */
  private static final class HeldCache implements TriageCache {

    private final InMemoryTriageCache cache = new InMemoryTriageCache();
    private final CountDownLatch doors = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public Optional<Triage> get(String ticketId) {
      return cache.get(ticketId);
    }

    @Override
    public Map<String, Triage> getAll(Collection<String> ticketIds) {
      waiting.incrementAndGet();
      try {
        doors.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return cache.getAll(ticketIds);
    }

    @Override
    public void put(String ticketId, Triage triage) {
      cache.put(ticketId, triage);
    }
  }

  private static void assertBusy(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.problemType()).isEqualTo("busy");
    assertThat(reply.cause()).isEqualTo("busy");
    assertThat(reply.header("Retry-After")).hasValue("1");
  }

  @Test
  @DisplayName("While a model keeps many waiting, others are told to come back, and may still read")
  void writes_tooMany_areRefused() {
    try (MemoryApi api = MemoryApi.start(model)) {
      List<Ticket> tickets = Tickets.numbered(1, WRITES_AT_ONCE);
      api.backend().tickets().insertAll(tickets);
      ApiClient client = api.client();
      model.hold();
      List<CompletableFuture<Reply>> waiting = new ArrayList<>();
      for (Ticket ticket : tickets) {
        waiting.add(client.sendLater("POST", "/tickets/" + ticket.id() + "/triage"));
      }
      await().atMost(SOON).until(() -> model.waiting() == WRITES_AT_ONCE);

      assertBusy(client.post("/tickets/t1/triage"));
      assertBusy(client.post("/overview/refresh"));
      assertBusy(client.post("/bulk"));
      assertThat(client.delete("/bulk").status()).isEqualTo(202);
      assertThat(client.get("/health").status()).isEqualTo(200);
      assertThat(client.get("/ready").status()).isEqualTo(200);
      assertThat(client.get("/tickets").status()).isEqualTo(200);

      model.open();
      assertThat(waiting).allMatch(reply -> reply.join().status() == 200);
      assertThat(client.post("/tickets/t1/triage").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("While a store keeps many waiting, the server still says that it lives")
  void reads_tooMany_areRefused() {
    HeldCache cache = new HeldCache();
    InMemoryTicketStore tickets = new InMemoryTicketStore();
    tickets.insertAll(Tickets.numbered(1, 3));
    try (MemoryApi api = MemoryApi.start(model, MemoryApi.open(), tickets, cache)) {
      ApiClient client = api.client();
      List<CompletableFuture<Reply>> waiting = new ArrayList<>();
      for (int i = 0; i < READS_AT_ONCE; i++) {
        waiting.add(client.sendLater("GET", "/tickets"));
      }
      await().atMost(SOON).until(() -> cache.waiting.get() == READS_AT_ONCE);

      assertBusy(client.get("/tickets"));
      assertBusy(client.get("/overview"));
      assertThat(client.send("HEAD", "/tickets", BodyPublishers.noBody()).status()).isEqualTo(503);
      for (String path : List.of("/health", "/ready", "/bulk")) {
        assertThat(client.get(path).status()).as(path).isEqualTo(200);
      }
      assertThat(client.exchange("GET", "/", BodyPublishers.noBody()).status()).isEqualTo(200);

      cache.doors.countDown();
      assertThat(waiting).allMatch(reply -> reply.join().status() == 200);
      assertThat(client.get("/tickets").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("A server that is closed answers what is in flight and takes nothing new")
  void close_inFlight_isAnswered() throws Exception {
    MemoryApi api = MemoryApi.start(model);
    api.backend().tickets().insertAll(Tickets.numbered(1, 1));
    ApiClient client = api.client();
    model.hold();
    CompletableFuture<Reply> inFlight = client.sendLater("POST", "/tickets/t1/triage");
    await().atMost(SOON).until(() -> model.waiting() == 1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(api::close);
    await().atMost(SOON).until(() -> refuses(client));
    assertThat(inFlight).isNotDone();
    assertThat(closing).isNotDone();
    model.open();

    Reply reply = inFlight.join();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("triage").path("model").asText()).isEqualTo(StubModel.NAME);
    closing.join();
  }

  private static boolean refuses(ApiClient client) {
    try {
      return RawHttp.send(client.port(), "GET /health HTTP/1.1\r\nHost: localhost\r\n")
          .startsWith("HTTP/1.1 503 ");
    } catch (IOException e) {
      return true;
    }
  }
}
