package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.BulkOptions;
import io.ticketsense.examples.demo.LoadSeedCommand.SeedFolder;
import io.ticketsense.examples.demo.http.ApiServer;
import io.ticketsense.examples.demo.http.BoundPorts;
import io.ticketsense.examples.demo.http.ServerOptions;
import io.ticketsense.jdbi.TicketSchema;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Starts Postgres and Redis unless DATABASE_URL and REDIS_URL name your own, loads the seed"
            + " tickets, triages them, prints the overview, and serves the API and the dashboard until"
            + " Ctrl-C.")
final class DemoCommand extends BaseCommand {

  @Mixin private SeedFolder seedFolder;
  @Mixin private Listening listening;
  @Mixin private OwnServers ownServers;

  @Option(names = "--exit", description = "End after printing the overview; serve nothing.")
  private boolean exit;

  DemoCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    ownServers.check();
    ServerOptions options = listening.options(settings, false);
    // Before anything starts, so that a mistake costs no time.
    SeedFiles.Seeds seeds = SeedFiles.read(seedFolder.path);
    if (exit) {
      return onServers(
          settings, output, (servers, database, wiring) -> triage(seeds, database, wiring, output));
    }
    try (BoundPorts ports = Listening.bind(options)) {
      return onServers(
          settings,
          output,
          (servers, database, wiring) -> {
            // First of all, so that the page shows how the run goes on.
            try (ApiServer server = ApiServer.start(ports, options, wiring.backend())) {
              Listening.announce(options, server.ports(), output);
              int exitCode = triage(seeds, database, wiring, output);
              if (exitCode == INTERRUPTED) {
                return exitCode;
              }
              servers.hints().forEach(hint -> output.note("Look inside: " + hint));
              Listening.announce(options, server.ports(), output);
              return ServeCommand.untilInterrupted(output);
            }
          });
    }
  }

  private interface Work {
    int run(Servers servers, Database database, Wiring wiring);
  }

  private int onServers(Settings settings, Output output, Work work) {
    try (Models models = Models.of(settings);
        Servers servers = new Servers(output)) {
      // The quick one first, so that a port in use costs little time.
      RedisURI redisUri = ownServers.redis(settings, servers);
      DatabaseUrl databaseUrl = ownServers.postgres(settings, servers);
      try (Database database = Database.open(databaseUrl);
          RedisStores redis = RedisStores.open(redisUri);
          Wiring wiring = Wiring.of(database.tickets(), redis, models)) {
        TicketSchema.migrate(database.pool());
        output.note("Model              " + models.model().name());
        return work.run(servers, database, wiring);
      }
    }
  }

  private static int triage(
      SeedFiles.Seeds seeds, Database database, Wiring wiring, Output output) {
    output.note(LoadSeedCommand.load(seeds, database.tickets()).text());
    int exitCode = TriageAllCommand.triage(wiring, BulkOptions.defaults(), output);
    wiring.backend().overviews().read().ifPresent(o -> OverviewTable.print(o, output));
    return exitCode;
  }
}
