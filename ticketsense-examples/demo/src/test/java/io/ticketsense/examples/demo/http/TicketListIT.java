package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Triage;
import io.ticketsense.examples.demo.ApiStage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@ExtendWith(ApiStage.Shared.class)
final class TicketListIT {

  /** More than twice what one request looks at. */
  private static final int TICKETS = 11_000;

  private static final int TRIAGED_UP_TO = 400;
  private static final List<Priority> PRIORITIES = List.of(Priority.values());
  private static final Pattern NEXT = Pattern.compile("<(/tickets\\?[^>]+)>; rel=\"next\"");

  private static ApiStage stage;
  private static ApiStage.Serving serving;
  private static ApiClient client;

  @BeforeAll
  static void start(ApiStage shared) throws Exception {
    stage = shared;
    stage.clear();
    serving = stage.serve(new StubModel(), MemoryApi.open());
    client = new ApiClient(serving.port());
    serving.backend().tickets().insertAll(Tickets.numbered(1, TICKETS));
    // The oldest ones and the newest one, so that there is much to look through in vain.
    IntStream.rangeClosed(1, TRIAGED_UP_TO).forEach(TicketListIT::triage);
    triage(TICKETS);
  }

  @AfterAll
  static void stop() throws Exception {
    serving.close();
    stage.empty();
  }

  private static Priority priority(int number) {
    return PRIORITIES.get(number % 4);
  }

  private static Category category(int number) {
    return number % 3 == 0 ? Category.TECHNICAL : Category.BILLING;
  }

  private static Sentiment sentiment(int number) {
    return number % 5 == 0 ? Sentiment.ANGRY : Sentiment.POSITIVE;
  }

  private static void triage(int number) {
    serving
        .backend()
        .triages()
        .put(
            "t" + number,
            new Triage(
                StubModel.output(priority(number), category(number), sentiment(number)),
                Optional.of("stub"),
                number % 2 == 0));
  }

  private static List<Integer> numbers(Reply reply) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode ticket : reply.json()) {
      numbers.add(Integer.valueOf(ticket.path("id").textValue().substring(1)));
    }
    return numbers;
  }

  private static List<Integer> down(int from, int to) {
    return IntStream.rangeClosed(to, from).map(n -> from + to - n).boxed().toList();
  }

  @Test
  @DisplayName("Tickets are listed newest first, page by page")
  void list_byPosition_isNewestFirst() {
    assertThat(numbers(client.get("/tickets"))).isEqualTo(down(TICKETS, TICKETS - 19));
    assertThat(numbers(client.get("/tickets?limit=3"))).isEqualTo(down(TICKETS, TICKETS - 2));
    assertThat(numbers(client.get("/tickets?limit=200&offset=20")))
        .isEqualTo(down(TICKETS - 20, TICKETS - 219));
    assertThat(numbers(client.get("/tickets?offset=" + (TICKETS - 2)))).isEqualTo(down(2, 1));
    assertThat(numbers(client.get("/tickets?offset=" + TICKETS))).isEmpty();
    assertThat(numbers(client.get("/tickets?offset=999999999999999999"))).isEmpty();
    assertThat(client.get("/tickets").header("Link")).isEmpty();
  }

  @Test
  @DisplayName("A ticket is listed with its triage, or with none")
  void list_always_attachesTriages() {
    JsonNode list = client.get("/tickets?limit=2").json();

    assertThat(list.path(0).path("triage").path("priority").asText())
        .isEqualTo(priority(TICKETS).label());
    assertThat(list.path(0).path("triage").path("model").asText()).isEqualTo("stub");
    assertThat(list.path(0).path("triage").path("degraded").booleanValue()).isTrue();
    assertThat(list.path(1).path("triage").isNull()).isTrue();
    assertThat(client.get("/tickets?limit=2").header("Triage-Status")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 200})
  @DisplayName("However many tickets are listed, their triages cost one command")
  void list_always_isOneMget(int limit) {
    stage.redis().configResetstat();

    assertThat(numbers(client.get("/tickets?limit=" + limit))).hasSize(limit);

    assertThat(calls("mget")).isEqualTo(1);
    assertThat(calls("get")).isZero();
  }

  private static int calls(String command) {
    Matcher calls =
        Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
            .matcher(stage.redis().info("commandstats"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "priority=critical",
        "category=technical",
        "sentiment=angry",
        "priority=low&category=billing",
        "priority=low&category=technical&sentiment=angry"
      })
  @DisplayName("Following the links gives every ticket with the labels once, newest first")
  void list_byLabels_walksAllOnce(String labels) {
    List<Integer> expected =
        IntStream.concat(
                IntStream.of(TICKETS), IntStream.iterate(TRIAGED_UP_TO, n -> n > 0, n -> n - 1))
            .filter(
                n ->
                    !labels.contains("priority")
                        || labels.contains("priority=" + priority(n).label()))
            .filter(
                n ->
                    !labels.contains("category")
                        || labels.contains("category=" + category(n).label()))
            .filter(
                n ->
                    !labels.contains("sentiment")
                        || labels.contains("sentiment=" + sentiment(n).label()))
            .boxed()
            .toList();
    assertThat(expected).hasSizeGreaterThan(5);

    List<Integer> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> next = Optional.of("/tickets?limit=7&" + labels);
    boolean someEmpty = false;
    while (next.isPresent()) {
      assertThat(seen.add(next.get())).as("a link leads on").isTrue();
      Reply reply = client.get(next.get());
      List<Integer> page = numbers(reply);
      assertThat(page).hasSizeLessThanOrEqualTo(7);
      someEmpty |= page.isEmpty();
      found.addAll(page);
      next = reply.header("Link").map(TicketListIT::target);
      next.ifPresent(link -> assertThat(link).contains("limit=7", labels));
    }

    assertThat(found).isEqualTo(expected);
    assertThat(someEmpty).as("a request looks at a bounded number of tickets").isTrue();
  }

  private static String target(String link) {
    Matcher next = NEXT.matcher(link);
    assertThat(next.matches()).as(link).isTrue();
    return next.group(1);
  }

  @Test
  @DisplayName("One request looks at five thousand tickets and no more")
  void list_byLabels_looksAtBoundedNumber() {
    stage.redis().configResetstat();

    Reply reply = client.get("/tickets?category=general");

    assertThat(numbers(reply)).isEmpty();
    assertThat(reply.header("Link")).isPresent();
    // Five chunks of ids, each of which the cache may read by several commands.
    assertThat(calls("mget")).isBetween(5, 25);
  }

  @Test
  @DisplayName("A position goes on without labels too, to the end")
  void list_afterWithoutLabels_walksOn() {
    String link =
        target(client.get("/tickets?priority=critical&limit=1").header("Link").orElseThrow());
    String after = link.replaceFirst(".*after=", "after=");

    Reply reply = client.get("/tickets?limit=2&" + after);

    List<Integer> page = numbers(reply);
    assertThat(page).hasSize(2).isSortedAccordingTo((a, b) -> b - a);
    assertThat(numbers(client.get(target(reply.header("Link").orElseThrow()))))
        .isEqualTo(down(page.get(1) - 1, page.get(1) - 2));
  }

  @Test
  @DisplayName("A made-up position is refused")
  void list_afterMadeUp_isRefused() {
    for (String after : List.of("x", "1", "MjAyNg", "Li4vLi4", "A".repeat(3_000))) {
      Reply reply = client.get("/tickets?after=" + after);

      assertThat(reply.status()).as(after).isEqualTo(422);
      assertThat(reply.json().path("errors").path(0).path("field").asText()).isEqualTo("after");
    }
  }

  @Test
  @DisplayName("A sample is of different triaged tickets, and another one each time")
  void sample_always_isOfTriaged() {
    // Of a small part of them only a draw of many finds some.
    IntStream.rangeClosed(1, TICKETS / 2)
        .forEach(
            n -> {
              if (n > TRIAGED_UP_TO && n % 10 == 0) triage(n);
            });
    Set<List<Integer>> draws = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      List<Integer> drawn = numbers(client.get("/sample?size=3"));
      assertThat(drawn).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(3);
      draws.add(drawn);
    }
    assertThat(draws).hasSizeGreaterThan(1);
    for (int n = TRIAGED_UP_TO + 1; n <= TICKETS / 2; n++) {
      if (n % 10 == 0) {
        stage.redis().del("triage:ticket:t" + n);
      }
    }
  }
}
