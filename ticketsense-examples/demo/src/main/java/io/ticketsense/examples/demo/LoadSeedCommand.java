package io.ticketsense.examples.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.port.TicketStore;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "load-seed",
    description =
        "Stores the tickets of every batch_*.json that are not stored yet: all, or none if any of"
            + " them is invalid. Needs DATABASE_URL.")
final class LoadSeedCommand extends BaseCommand {

  /** Where the seed tickets are. */
  static final class SeedFolder {

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        defaultValue = "data",
        description = "Folder of the seed tickets (default: ${DEFAULT-VALUE}).")
    Path path;
  }

  /**
   * What loading did.
   *
   * @param files how many files were read
   * @param tickets how many tickets they hold
   * @param inserted how many of these were new
   */
  record Loaded(int files, int tickets, int inserted) {

    String text() {
      return "Read "
          + tickets
          + " tickets from "
          + files
          + " files: "
          + inserted
          + " new, "
          + (tickets - inserted)
          + " stored before";
    }

    ObjectNode json() {
      return Output.object().put("files", files).put("tickets", tickets).put("inserted", inserted);
    }
  }

  @Mixin private SeedFolder seedFolder;

  LoadSeedCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    DatabaseUrl url = database(settings);
    SeedFiles.Seeds seeds = SeedFiles.read(seedFolder.path);
    try (Database database = Database.open(url)) {
      Loaded loaded = load(seeds, database.tickets());
      output.result(loaded.text(), loaded.json());
    }
    return DONE;
  }

  static Loaded load(SeedFiles.Seeds seeds, TicketStore store) {
    int inserted = store.insertAll(seeds.tickets()).size();
    return new Loaded(seeds.files(), seeds.tickets().size(), inserted);
  }
}
