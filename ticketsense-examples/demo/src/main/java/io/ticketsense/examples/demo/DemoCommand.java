package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.BulkOptions;
import io.ticketsense.examples.demo.LoadSeedCommand.SeedFolder;
import io.ticketsense.jdbi.TicketSchema;
import io.ticketsense.port.TicketStore;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Starts Postgres and Redis unless DATABASE_URL and REDIS_URL name your own, loads the seed"
            + " tickets, triages them, prints the overview, and runs until Ctrl-C.")
final class DemoCommand extends BaseCommand {

  private static final String ANY = "0";

  @Mixin private SeedFolder seedFolder;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      defaultValue = ANY,
      description = "Port of the embedded Postgres (default: any free one).")
  private int postgresPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      defaultValue = ANY,
      description = "Port of the embedded Redis (default: any free one).")
  private int redisPort;

  @Option(names = "--exit", description = "End after printing the overview.")
  private boolean exit;

  DemoCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    requirePort("--postgres-port", postgresPort);
    requirePort("--redis-port", redisPort);
    // Before anything starts, so that a mistake costs no time.
    SeedFiles.Seeds seeds = SeedFiles.read(seedFolder.path);
    try (Models models = Models.of(settings);
        Servers servers = new Servers(output)) {
      // The quick one first, so that a port in use costs little time.
      RedisURI redisUri = settings.redis().orElseGet(() -> servers.startRedis(redisPort));
      DatabaseUrl databaseUrl =
          settings.database().orElseGet(() -> servers.startPostgres(postgresPort));
      try (Database database = Database.open(databaseUrl);
          RedisStores redis = RedisStores.open(redisUri)) {
        TicketSchema.migrate(database.pool());
        int exitCode = triage(seeds, database.tickets(), redis, models, output);
        return exitCode == INTERRUPTED || exit ? exitCode : untilInterrupted(servers, output);
      }
    }
  }

  private static int triage(
      SeedFiles.Seeds seeds, TicketStore tickets, RedisStores redis, Models models, Output output) {
    output.note("Model              " + models.model().name());
    output.note(LoadSeedCommand.load(seeds, tickets).text());
    int exitCode = TriageAllCommand.triage(tickets, redis, models, BulkOptions.defaults(), output);
    redis.overviews().get().ifPresent(overview -> OverviewTable.print(overview, output));
    return exitCode;
  }

  private static int untilInterrupted(Servers servers, Output output) {
    servers.hints().forEach(hint -> output.note("Look inside: " + hint));
    output.note("Running until Ctrl-C");
    try {
      new CountDownLatch(1).await();
      return DONE;
    } catch (InterruptedException e) {
      // Cleared, so that what is open can be closed in peace.
      return INTERRUPTED;
    }
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new ConfigurationException(option + " must be 1 to 65535, or 0 for any free one");
    }
  }
}
