package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small folder of tickets, written for a test. */
final class SeedFolder {

  /** The seed tickets of this repository. Surefire runs in the module's folder. */
  static final Path REAL = Path.of("..", "..", "data");

  private SeedFolder() {}

  /** Writes two tickets and some labels. */
  static Path write(Path folder, String labels) throws IOException {
    Files.writeString(
        folder.resolve("batch_1.json"),
        "[" + ticket("ticket_001", "Refund") + "," + ticket("ticket_002", "Login fails") + "]",
        UTF_8);
    Files.writeString(folder.resolve("labels.json"), labels, UTF_8);
    return folder;
  }

  /** Returns the labels of one ticket. */
  static String labels(String id, String priority, String category, String sentiment) {
    return "\"%s\":{\"priority\":\"%s\",\"priority_also\":[],\"category\":\"%s\",\"sentiment\":\"%s\"}"
        .formatted(id, priority, category, sentiment);
  }

  private static String ticket(String id, String subject) {
    return ("{\"id\":\"%s\",\"subject\":\"%s\",\"body\":\"Please help.\",\"from_name\":\"Ana\","
            + "\"from_email\":\"ana@moonpost.example\",\"created_at\":\"2026-09-01T08:15:00Z\"}")
        .formatted(id, subject);
  }
}
