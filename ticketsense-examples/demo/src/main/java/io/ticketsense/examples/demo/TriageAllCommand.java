package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.BulkOptions;
import io.ticketsense.BulkReport;
import io.ticketsense.BulkTriage;
import io.ticketsense.TriageService;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "triage-all",
    description =
        "Triages every stored ticket that is not triaged yet and refreshes the overview. May be"
            + " ended and run again at any time. Needs DATABASE_URL and REDIS_URL.")
final class TriageAllCommand extends BaseCommand {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Triage at most N tickets; those triaged before are not counted.")
  private @Nullable Long limit;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Triage this ticket only. May be given several times.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--force", description = "Triage anew what is triaged already.")
  private boolean force;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Triage N tickets at a time, 1 to 1024 (default: 8).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--wait",
      description =
          "Wait for a quota or a server however long it takes (default: stop after 2 minutes"
              + " without a ticket triaged, and say when to come back).")
  private boolean wait;

  TriageAllCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  int run(Settings settings, Output output) {
    BulkOptions options = options();
    DatabaseUrl databaseUrl = database(settings);
    RedisURI redisUri = redis(settings);
    try (Database database = Database.open(databaseUrl);
        RedisStores redis = RedisStores.open(redisUri);
        Models models = Models.of(settings)) {
      return triage(database.tickets(), redis, models, options, output);
    }
  }

  /**
   * Triages, reports, and refreshes the overview of whatever was done.
   *
   * @throws TicketSenseException what made it end before the first ticket was done
   */
  static int triage(
      TicketStore tickets, RedisStores redis, Models models, BulkOptions options, Output output) {
    TriageService service =
        TriageService.builder(models.model()).store(tickets).cache(redis.triages()).build();
    BulkTriage bulk =
        BulkTriage.builder(service)
            .overview(RefreshOverviewCommand.overviews(tickets, redis))
            .build();
    BulkReport report;
    try (TriageProgress progress = TriageProgress.on(output, options)) {
      report = bulk.run(options, progress);
    }
    // Cleared, so that what is open can be closed in peace.
    boolean unused = Thread.interrupted();
    if (report.progress().triaged() == 0 && !isQuota(report)) {
      report
          .cause()
          .ifPresent(
              cause -> {
                throw cause;
              });
    }
    BulkReportText.print(report, output);
    return switch (report.end()) {
      case INTERRUPTED -> INTERRUPTED;
      case STOPPED, COMPLETED -> report.isSuccess() ? DONE : FAILED;
    };
  }

  private static boolean isQuota(BulkReport report) {
    return report
        .cause()
        .filter(TriageFailedException.class::isInstance)
        .map(cause -> ((TriageFailedException) cause).reason())
        .filter(r -> r == FailureReason.OUT_OF_QUOTA || r == FailureReason.RATE_LIMITED)
        .isPresent();
  }

  private BulkOptions options() {
    BulkOptions options = BulkOptions.defaults().withForce(force);
    if (wait) {
      options = options.withMaxWait(BulkOptions.LONGEST_WAIT);
    }
    if (limit != null) {
      require(limit >= 1, "--limit must be at least 1");
      options = options.withLimit(limit);
    }
    if (concurrency != null) {
      require(
          concurrency >= 1 && concurrency <= BulkOptions.MAX_CONCURRENCY,
          "--concurrency must be 1 to " + BulkOptions.MAX_CONCURRENCY);
      options = options.withConcurrency(concurrency);
    }
    if (!ids.isEmpty()) {
      ids.forEach(
          id ->
              require(
                  Ticket.isValidId(id),
                  "--id must be 1 to 128 letters, digits or . _ : - and start with a letter or"
                      + " digit"));
      options = options.withIds(ids);
    }
    return options;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new ConfigurationException(message);
    }
  }
}
