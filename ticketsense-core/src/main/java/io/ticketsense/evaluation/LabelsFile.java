package io.ticketsense.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.Violation;
import io.ticketsense.json.TicketJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file of labels by ticket id, and the tickets in files of their own. */
final class LabelsFile {

  private record Found(Ticket ticket, Path file) {

    String group() {
      String name = String.valueOf(file.getFileName());
      int ending = name.lastIndexOf('.');
      return ending > 0 ? name.substring(0, ending) : name;
    }
  }

  private final Path file;
  private final Taxonomy taxonomy;
  private final DataProblems problems = new DataProblems();

  LabelsFile(Path file, Taxonomy taxonomy) {
    this.file = file;
    this.taxonomy = taxonomy;
  }

  LabelledTickets read(List<Path> ticketFiles) {
    Optional<JsonNode> object = problems.object(DataProblems.text(file), file, "");
    Map<String, Found> tickets = tickets(ticketFiles);
    problems.throwIfAny();
    return read(object.orElseThrow(), tickets);
  }

  private LabelledTickets read(JsonNode labels, Map<String, Found> tickets) {
    for (Map.Entry<String, JsonNode> entry : labels.properties()) {
      if (!tickets.containsKey(entry.getKey())) {
        problems.add(file, place(entry.getKey()), "there is no ticket with this id");
      }
    }
    List<LabelledTicket> labelled = new ArrayList<>();
    for (Found found : tickets.values()) {
      String id = found.ticket().id();
      JsonNode node = labels.path(id);
      if (!node.isMissingNode()) {
        LabelsReader.read(node, taxonomy, problem -> problems.add(file, id, problem))
            .map(read -> read.on(found.ticket(), Optional.of(found.group())))
            .ifPresent(labelled::add);
      }
    }
    if (labels.isEmpty()) {
      problems.add(file, "", "holds no labels");
    }
    problems.throwIfAny();
    return new LabelledTickets(labelled, tickets.size() - labelled.size());
  }

  /** An id that is none may be anything, text of a ticket included. */
  private static String place(String id) {
    return Ticket.isValidId(id) ? id : "an entry that is not named by a ticket id";
  }

  private Map<String, Found> tickets(List<Path> files) {
    Map<String, Found> tickets = new LinkedHashMap<>();
    for (Path ticketFile : files) {
      try {
        for (Ticket ticket : TicketJson.readList(DataProblems.text(ticketFile))) {
          Found other = tickets.putIfAbsent(ticket.id(), new Found(ticket, ticketFile));
          if (other != null) {
            problems.add(ticketFile, ticket.id(), "is in " + other.file() + " too");
          }
        }
      } catch (InvalidTicketException e) {
        for (Violation violation : e.violations()) {
          problems.add(ticketFile, "", violation.toString());
        }
      }
    }
    return tickets;
  }
}
