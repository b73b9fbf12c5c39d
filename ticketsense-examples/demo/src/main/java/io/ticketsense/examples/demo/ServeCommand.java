package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.examples.demo.http.ApiServer;
import io.ticketsense.examples.demo.http.BoundPorts;
import io.ticketsense.examples.demo.http.ServerOptions;
import io.ticketsense.jdbi.TicketSchema;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    description =
        "Serves the HTTP API and the dashboard until Ctrl-C, on servers of its own unless"
            + " DATABASE_URL and REDIS_URL name yours.")
final class ServeCommand extends BaseCommand {

  @Mixin private Listening listening;
  @Mixin private OwnServers ownServers;

  ServeCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    ownServers.check();
    ServerOptions options = listening.options(settings, true);
    try (BoundPorts ports = Listening.bind(options);
        Models models = Models.of(settings);
        Servers servers = new Servers(output)) {
      RedisURI redisUri = ownServers.redis(settings, servers);
      DatabaseUrl databaseUrl = ownServers.postgres(settings, servers);
      try (Database database = Database.open(databaseUrl);
          RedisStores redis = RedisStores.open(redisUri);
          Wiring wiring = Wiring.of(database.tickets(), redis, models)) {
        if (settings.database().isEmpty()) {
          TicketSchema.migrate(database.pool());
        }
        try (ApiServer server = ApiServer.start(ports, options, wiring.backend())) {
          output.note("Model              " + models.model().name());
          Listening.announce(options, server.ports(), output);
          return untilInterrupted(output);
        }
      }
    }
  }

  static int untilInterrupted(Output output) {
    output.note("Running until Ctrl-C");
    try {
      new CountDownLatch(1).await();
      return DONE;
    } catch (InterruptedException e) {
      // Cleared, so that what is open can be closed in peace.
      return INTERRUPTED;
    }
  }
}
