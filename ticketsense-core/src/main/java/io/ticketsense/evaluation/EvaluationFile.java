package io.ticketsense.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.error.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@link EvaluationJson} wrote: everything that scores are computed from. */
final class EvaluationFile {

  private static final int MAX_RESAMPLES = 100_000;

  private final Path file;
  private final DataProblems problems = new DataProblems();
  private final Map<LabelField, List<String>> labels = new EnumMap<>(LabelField.class);

  EvaluationFile(Path file) {
    this.file = file;
  }

  Evaluation read() {
    Optional<JsonNode> object = problems.object(DataProblems.text(file), file, "");
    problems.throwIfAny();
    JsonNode node = object.orElseThrow();
    JsonNode model = node.path("model");
    require(model.isTextual(), "", "model must be a string");
    JsonNode resamples = node.path("resamples");
    require(
        resamples.canConvertToInt()
            && resamples.intValue() >= 1
            && resamples.intValue() <= MAX_RESAMPLES,
        "",
        "resamples must be 1 to " + MAX_RESAMPLES);
    require(node.path("seed").canConvertToLong(), "", "seed must be a whole number");
    List<String> priorities = texts(node.path("labels").path(LabelField.PRIORITY.label()));
    for (LabelField field : LabelField.values()) {
      labels.put(field, texts(node.path("labels").path(field.label())));
    }
    require(
        priorities.contains(FieldMeasure.LOW) && priorities.contains(FieldMeasure.CRITICAL),
        "",
        "labels.priority must list the priorities");
    problems.throwIfAny();
    List<EvaluatedTicket> tickets = tickets(node.path("tickets"));
    problems.throwIfAny();
    return new Evaluation(
        model.textValue(),
        labels,
        tickets,
        new Bootstrap(node.path("seed").longValue(), resamples.intValue()));
  }

  private List<EvaluatedTicket> tickets(JsonNode nodes) {
    require(nodes.isArray() && !nodes.isEmpty(), "", "tickets must be a list that is not empty");
    List<EvaluatedTicket> tickets = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < nodes.size() && !problems.areEnough(); i++) {
      JsonNode id = nodes.get(i).path("id");
      String place = "tickets[" + i + "]";
      if (require(
              id.isTextual() && Ticket.isValidId(id.textValue()), place, "id must be a ticket id")
          && require(ids.add(id.textValue()), place, "id must be unique")) {
        try {
          tickets.add(ticket(nodes.get(i), id.textValue()));
        } catch (IllegalArgumentException e) {
          problems.add(file, id.textValue(), "must be as an evaluation writes it");
        }
      }
    }
    return tickets;
  }

  private EvaluatedTicket ticket(JsonNode node, String id) {
    Map<LabelField, LabelOutcome> outcomes = new EnumMap<>(LabelField.class);
    labels.forEach(
        (field, of) -> {
          JsonNode outcome = node.path(field.label());
          Optional<String> expected = text(outcome.path("expected"));
          Optional<String> predicted = text(outcome.path("predicted"));
          List<String> also = texts(outcome.path("also"));
          require(
              expected.filter(of::contains).isPresent()
                  && (predicted.isEmpty() || of.contains(predicted.get()))
                  && of.containsAll(also),
              id,
              field.label() + " must hold labels of those listed");
          outcomes.put(field, new LabelOutcome(expected.orElse(""), also, predicted));
        });
    Optional<FailureReason> failure = text(node.path("failure")).map(FailureReason::valueOf);
    return new EvaluatedTicket(
        id,
        text(node.path("group")),
        outcomes,
        failure,
        text(node.path("model")),
        failure.isPresent() ? Optional.empty() : Optional.of(checks(node.path("summary_passes"))),
        Duration.ofNanos(Math.max(0, node.path("latency_nanos").asLong())),
        node.path("attempts").asInt(),
        new TokenUsage(node.path("input_tokens").asLong(), node.path("output_tokens").asLong()));
  }

  private static SummaryChecks checks(JsonNode node) {
    List<String> passed = texts(node);
    EnumSet<SummaryCheck> checks = EnumSet.noneOf(SummaryCheck.class);
    Arrays.stream(SummaryCheck.values())
        .filter(check -> passed.contains(check.label()))
        .forEach(checks::add);
    return new SummaryChecks(checks);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }

  private static List<String> texts(JsonNode nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> text(node).ifPresent(texts::add));
    return texts;
  }

  private boolean require(boolean holds, String place, String problem) {
    if (!holds) {
      problems.add(file, place, problem);
    }
    return holds;
  }
}
