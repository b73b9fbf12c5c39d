package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ticketsense.domain.Ticket;
import io.ticketsense.error.InvalidTicketException;
import io.ticketsense.error.Violation;
import io.ticketsense.json.TicketJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads every {@code batch_*.json} of a folder. */
final class SeedFiles {

  private static final String PATTERN = "batch_*.json";
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final int VIOLATIONS_SHOWN = 10;

  private SeedFiles() {}

  /**
   * What a folder holds.
   *
   * @param tickets of all files, with different ids
   * @param files how many files there are
   */
  record Seeds(List<Ticket> tickets, int files) {}

  /**
   * Reads a folder.
   *
   * @param folder with at least one file
   * @return all tickets, in the order of the names of the files
   * @throws ConfigurationException if there is no such folder, or no such file in it
   * @throws SeedFileException if a file cannot be read or holds anything invalid
   */
  static Seeds read(Path folder) {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new ConfigurationException(
          "No " + PATTERN + " in " + folder + "; name the folder of the seed tickets with --dir");
    }
    List<Ticket> tickets = new ArrayList<>();
    Map<String, Path> fileOfId = new HashMap<>();
    for (Path file : files) {
      for (Ticket ticket : tickets(file)) {
        Path other = fileOfId.putIfAbsent(ticket.id(), file);
        if (other != null) {
          throw new SeedFileException(
              "Ticket " + ticket.id() + " is in both " + other + " and " + file);
        }
        tickets.add(ticket);
      }
    }
    return new Seeds(tickets, files.size());
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationException(
          "No folder " + folder + "; name the folder of the seed tickets with --dir");
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, PATTERN)) {
      matching.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new SeedFileException("Could not read the folder " + folder);
    }
    files.sort(null);
    return files;
  }

  private static List<Ticket> tickets(Path file) {
    try {
      String text = Files.readString(file, UTF_8);
      return TicketJson.readList(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new SeedFileException(file + " must be UTF-8, and is not");
    } catch (IOException e) {
      throw new SeedFileException("Could not read " + file);
    } catch (InvalidTicketException e) {
      throw new SeedFileException(file + ": " + describe(e.violations()));
    }
  }

  private static String describe(List<Violation> violations) {
    List<String> shown =
        violations.stream().limit(VIOLATIONS_SHOWN).map(Violation::toString).toList();
    int hidden = violations.size() - shown.size();
    return String.join("; ", shown) + (hidden == 0 ? "" : "; and " + hidden + " more");
  }
}
