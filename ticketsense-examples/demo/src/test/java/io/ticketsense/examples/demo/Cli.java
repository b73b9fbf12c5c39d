package io.ticketsense.examples.demo;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Runs commands in this process and keeps what they print. */
final class Cli {

  /**
   * What a run left behind.
   *
   * @param exitCode of the process, had it been one
   * @param out all of standard output
   * @param err all of standard error
   */
  record Run(int exitCode, String out, String err) {

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine;

  private Cli(Supplier<Settings> settings) {
    commandLine =
        Main.commandLine(settings)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
  }

  /** Runs a command with some variables set and all others unset. */
  static Run run(Map<String, String> variables, String... args) {
    Cli cli = new Cli(() -> Settings.of(name -> Optional.ofNullable(variables.get(name))));
    int exitCode = cli.commandLine.execute(args);
    return cli.printed(exitCode);
  }

  /** A command line whose output can be printed to directly. */
  static Cli idle() {
    return new Cli(() -> Settings.of(name -> Optional.empty()));
  }

  Output output(boolean json) {
    return new Output(commandLine, json);
  }

  Run printed(int exitCode) {
    return new Run(exitCode, out.toString(), err.toString());
  }

  static Overview overview(long total, long... byCategory) {
    long triaged = 0;
    Map<Category, Long> categories = new LinkedHashMap<>();
    for (Category category : Taxonomy.standard().categories()) {
      categories.put(category, byCategory[categories.size()]);
      triaged += byCategory[categories.size() - 1];
    }
    return new Overview(
        total,
        Map.of(
            Priority.LOW, 0L, Priority.MEDIUM, triaged, Priority.HIGH, 0L, Priority.CRITICAL, 0L),
        categories,
        Map.of(
            Sentiment.POSITIVE, triaged,
            Sentiment.NEUTRAL, 0L,
            Sentiment.NEGATIVE, 0L,
            Sentiment.ANGRY, 0L));
  }
}
