package io.ticketsense.examples.demo.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriagedTicket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The seed tickets with the labels that people gave them. */
final class Seeds {

  static final String MODEL = "example/earlier-model";

  private static final Path DATA = Path.of("..", "..", "data");
  private static final int BATCHES = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of them, newest first. */
  static final List<TriagedTicket> ALL = load();

  private static final Map<String, TriageOutput> LABELS =
      ALL.stream()
          .collect(Collectors.toMap(t -> t.ticket().id(), t -> t.triage().orElseThrow().output()));

  private static final TriageOutput PLAIN =
      output(Priority.MEDIUM, Category.GENERAL, Sentiment.NEUTRAL, "Somebody asks for something.");

  private Seeds() {}

  /** Returns the first of them whose labels are such. */
  static Ticket first(Predicate<TriageOutput> labels) {
    return matching(labels).get(0).ticket();
  }

  static List<TriagedTicket> matching(Predicate<TriageOutput> labels) {
    return ALL.stream().filter(t -> labels.test(t.triage().orElseThrow().output())).toList();
  }

  static List<String> ids(List<TriagedTicket> tickets) {
    return tickets.stream().map(t -> t.ticket().id()).toList();
  }

  static List<TriagedTicket> withoutLabels(List<TriagedTicket> tickets) {
    return tickets.stream().map(t -> new TriagedTicket(t.ticket(), Optional.empty())).toList();
  }

  /** Returns the labels of a seed ticket, and plain ones for others. */
  static TriageOutput labels(Ticket ticket) {
    return LABELS.getOrDefault(ticket.id(), PLAIN);
  }

  static TriageOutput output(
      Priority priority, Category category, Sentiment sentiment, String summary) {
    return new TriageOutput(
        priority, category, sentiment, summary, List.of("first-tag", "second-tag"));
  }

  private static List<TriagedTicket> load() {
    JsonNode labels = read("labels.json");
    return IntStream.rangeClosed(1, BATCHES)
        .mapToObj(batch -> read("batch_" + batch + ".json"))
        .flatMap(batch -> StreamSupport.stream(batch.spliterator(), false))
        .map(ticket -> seed(ticket, labels.path(ticket.path("id").asText())))
        .sorted(newestFirst())
        .toList();
  }

  private static Comparator<TriagedTicket> newestFirst() {
    Function<TriagedTicket, Instant> time = t -> t.ticket().createdAt();
    return Comparator.comparing(time).thenComparing(t -> t.ticket().id()).reversed();
  }

  private static TriagedTicket seed(JsonNode ticket, JsonNode labels) {
    return new TriagedTicket(
        new Ticket(
            ticket.path("id").asText(),
            ticket.path("subject").asText(),
            ticket.path("body").asText(),
            ticket.path("from_name").asText(),
            ticket.path("from_email").asText(),
            Instant.parse(ticket.path("created_at").asText())),
        Optional.of(
            new Triage(
                output(
                    Priority.ofLabel(labels.path("priority").asText()).orElseThrow(),
                    Category.of(labels.path("category").asText()),
                    Sentiment.ofLabel(labels.path("sentiment").asText()).orElseThrow(),
                    labels.path("summary").asText()),
                Optional.of(MODEL),
                false)));
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(DATA.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
