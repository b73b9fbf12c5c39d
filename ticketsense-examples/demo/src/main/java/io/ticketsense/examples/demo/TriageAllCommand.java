package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import io.ticketsense.BulkOptions;
import io.ticketsense.BulkReport;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.FailureReason;
import io.ticketsense.error.TicketSenseException;
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
      names = "--degraded",
      description = "Triage anew what the last resort has triaged, and nothing else.")
  private boolean degraded;

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
        // What the last resort has labelled is not worth asking it again.
        Models models = degraded ? Models.withoutLastResort(settings) : Models.of(settings);
        Wiring wiring = Wiring.of(database.tickets(), redis, models)) {
      return triage(wiring, options, output);
    }
  }

  /**
   * Triages, reports, and refreshes the overview of whatever was done.
   *
   * @throws TicketSenseException what made it end before the first ticket was done
   */
  static int triage(Wiring wiring, BulkOptions options, Output output) {
    BulkReport report;
    try (TriageProgress progress = TriageProgress.on(output, options)) {
      report = wiring.backend().bulkRuns().run(options, progress);
    }
    // Cleared, so that what is open can be closed in peace.
    boolean interrupted = Thread.interrupted();
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
      // Or else somebody has ended it on the dashboard.
      case INTERRUPTED -> interrupted ? INTERRUPTED : FAILED;
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
    require(!(force && degraded), "--force and --degraded cannot be combined");
    BulkOptions options = BulkOptions.defaults().withForce(force).withOnlyDegraded(degraded);
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
