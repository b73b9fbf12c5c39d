package io.ticketsense.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.json.TicketJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file with a labelled ticket in each line. */
final class JsonLinesFile {

  private final Path file;
  private final Taxonomy taxonomy;
  private final DataProblems problems = new DataProblems();
  private final List<LabelledTicket> labelled = new ArrayList<>();
  private final Map<String, Integer> lineOfId = new HashMap<>();

  JsonLinesFile(Path file, Taxonomy taxonomy) {
    this.file = file;
    this.taxonomy = taxonomy;
  }

  List<LabelledTicket> read() {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      String line = reader.readLine();
      while (line != null && !problems.areEnough()) {
        number++;
        boolean marked = number == 1 && line.startsWith(DataProblems.BYTE_ORDER_MARK);
        readLine(marked ? line.substring(1) : line, number);
        line = reader.readLine();
      }
    } catch (IOException e) {
      throw DataProblems.unreadable(file, e);
    }
    problems.throwIfAny();
    if (labelled.isEmpty()) {
      problems.add(file, "", "holds no labelled tickets");
      problems.throwIfAny();
    }
    return labelled;
  }

  private void readLine(String line, int number) {
    if (line.isBlank()) {
      return;
    }
    String place = "line " + number;
    problems.object(line, file, place).ifPresent(node -> readObject(node, number, place));
  }

  private void readObject(JsonNode node, int number, String place) {
    // Labels are read even where there is no ticket to put them on, to tell all that is wrong.
    Optional<Ticket> ticket = ticket(node, place);
    LabelsReader.read(node, taxonomy, problem -> problems.add(file, place, problem))
        .flatMap(labels -> ticket.map(found -> labels.on(found, labels.group())))
        .ifPresent(found -> add(found, number, place));
  }

  private Optional<Ticket> ticket(JsonNode node, String place) {
    try {
      return Optional.of(TicketJson.read(node.toString()));
    } catch (InvalidTicketException e) {
      e.violations().forEach(violation -> problems.add(file, place, violation.toString()));
      return Optional.empty();
    }
  }

  private void add(LabelledTicket ticket, int number, String place) {
    Integer earlier = lineOfId.putIfAbsent(ticket.ticket().id(), number);
    if (earlier != null) {
      problems.add(file, place, "id must be unique, and is that of line " + earlier + " too");
    }
    labelled.add(ticket);
  }
}
