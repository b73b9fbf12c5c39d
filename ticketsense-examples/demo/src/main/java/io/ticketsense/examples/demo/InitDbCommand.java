package io.ticketsense.examples.demo;

import io.ticketsense.jdbi.TicketSchema;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

@Command(
    name = "init-db",
    description = "Creates the tables, or brings them up to date. Needs DATABASE_URL.")
final class InitDbCommand extends BaseCommand {

  InitDbCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    try (Database database = Database.open(database(settings))) {
      int found = TicketSchema.migrate(database.pool());
      boolean changed = found != TicketSchema.VERSION;
      output.result(
          "Schema version "
              + TicketSchema.VERSION
              + (changed ? " is in place now" : " was in place"),
          Output.object().put("schema_version", TicketSchema.VERSION).put("changed", changed));
    }
    return DONE;
  }
}
