package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.OverviewService;
import io.ticketsense.port.TicketStore;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

@Command(
    name = "refresh-overview",
    description =
        "Counts tickets and labels anew and prints them. Needs DATABASE_URL and REDIS_URL.")
final class RefreshOverviewCommand extends BaseCommand {

  RefreshOverviewCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    DatabaseUrl databaseUrl = database(settings);
    RedisURI redisUri = redis(settings);
    try (Database database = Database.open(databaseUrl);
        RedisStores redis = RedisStores.open(redisUri)) {
      OverviewTable.print(overviews(database.tickets(), redis).refresh(), output);
    }
    return DONE;
  }

  static OverviewService overviews(TicketStore tickets, RedisStores redis) {
    return new OverviewService(tickets, redis.triages(), redis.overviews());
  }
}
