package io.ticketsense.examples.demo;

import io.ticketsense.domain.Taxonomy;
import io.ticketsense.evaluation.LabelledTicket;
import io.ticketsense.evaluation.LabelledTickets;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the labelled tickets are. */
final class EvaluateData {

  private static final String PATTERN = "batch_*.json";
  private static final String LABELS = "labels.json";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Folder of the seed tickets and their labels.json (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("data");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Labels of other tickets: labelled tickets in JSON lines (.jsonl), or labels by ticket"
              + " id as in labels.json, for the tickets in --tickets.")
  private @Nullable Path labels;

  @Option(
      names = "--tickets",
      paramLabel = "DIR",
      description = "Folder of batch_*.json with the tickets that --labels is about.")
  private @Nullable Path tickets;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Ask about N tickets only, picked at equal distances.")
  private @Nullable Integer limit;

  /**
   * Labelled tickets.
   *
   * @param all of them
   * @param asked those to ask about
   * @param seeds whether they are those that the local model has learnt from
   */
  record Read(List<LabelledTicket> all, List<LabelledTicket> asked, boolean seeds) {}

  /** Tells whether the tickets to ask about are the seed tickets. */
  boolean areSeeds() {
    return labels == null;
  }

  /**
   * Reads.
   *
   * @throws io.ticketsense.evaluation.LabelledDataException if a file holds anything invalid
   */
  Read read(Output output) {
    if (limit != null && limit < 1) {
      throw new ConfigurationException("--limit must be at least 1");
    }
    LabelledTickets read = readFiles();
    if (read.unlabelled() > 0) {
      output.note(read.unlabelled() + " tickets have no labels and are left out");
    }
    List<LabelledTicket> all = read.labelled();
    return new Read(
        all, limit == null ? all : picked(all, Math.min(limit, all.size())), areSeeds());
  }

  private static List<LabelledTicket> picked(List<LabelledTicket> all, int count) {
    List<LabelledTicket> picked = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      picked.add(all.get((int) (i * all.size() / count)));
    }
    return picked;
  }

  private LabelledTickets readFiles() {
    Taxonomy taxonomy = Taxonomy.standard();
    if (labels == null) {
      if (tickets != null) {
        throw new ConfigurationException("--tickets needs --labels");
      }
      return LabelledTickets.read(folder.resolve(LABELS), batches(folder, "--dir"), taxonomy);
    }
    String name = labels.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      if (tickets != null) {
        throw new ConfigurationException("--tickets is of no use: JSON lines hold the tickets");
      }
      return LabelledTickets.readLines(labels, taxonomy);
    }
    Path of = tickets == null ? folder : tickets;
    return LabelledTickets.read(
        labels, batches(of, tickets == null ? "--dir" : "--tickets"), taxonomy);
  }

  private static List<Path> batches(Path folder, String option) {
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationException(
          "No folder " + folder + "; name the folder of the tickets with " + option);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, PATTERN)) {
      matching.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new ConfigurationException("Could not read the folder " + folder);
    }
    if (files.isEmpty()) {
      throw new ConfigurationException(
          "No " + PATTERN + " in " + folder + "; name the folder of the tickets with " + option);
    }
    files.sort(null);
    return files;
  }
}
