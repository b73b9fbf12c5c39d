package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.domain.Ticket;
import io.ticketsense.json.TicketJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tickets of {@code batch_*.json} with the labels of {@code labels.json}.
 *
 * @param labelled sorted by id
 * @param unlabelled how many tickets have no labels, and are left out
 */
record SeedData(List<SeedTicket> labelled, int unlabelled) {

  /**
   * Reads a folder.
   *
   * @param folder with the files
   * @return every ticket that has labels
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if there are no labels, or naming all that is wrong in them
   */
  static SeedData read(Path folder) throws IOException {
    Path labels = folder.resolve("labels.json");
    if (!Files.exists(labels)) {
      throw new IllegalArgumentException("There is no file " + labels.toAbsolutePath());
    }
    Map<String, Ticket> tickets = new TreeMap<>();
    Map<String, String> batches = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "batch_*.json")) {
      for (Path file : files) {
        for (Ticket ticket : TicketJson.readList(Files.readString(file, UTF_8))) {
          if (tickets.put(ticket.id(), ticket) != null) {
            throw new IllegalArgumentException(ticket.id() + " is in two batches");
          }
          batches.put(ticket.id(), String.valueOf(file.getFileName()));
        }
      }
    }
    return of(tickets, batches, new ObjectMapper().readTree(Files.readString(labels, UTF_8)));
  }

  private static SeedData of(
      Map<String, Ticket> tickets, Map<String, String> batches, JsonNode labels) {
    List<SeedTicket> labelled = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : labels.properties()) {
      String id = entry.getKey();
      Ticket ticket = tickets.get(id);
      String batch = batches.get(id);
      if (ticket == null || batch == null) {
        errors.add(id + " is labelled, but no batch holds it");
      } else {
        LabelReader reader = new LabelReader(id, entry.getValue(), errors);
        reader.read(batch, ticket).ifPresent(labelled::add);
      }
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException("labels.json: " + String.join("; ", errors));
    }
    labelled.sort(Comparator.comparing(seed -> seed.ticket().id()));
    return new SeedData(List.copyOf(labelled), tickets.size() - labelled.size());
  }
}
