package io.ticketsense.examples.demo;

import io.lettuce.core.RedisURI;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands have in common. */
@Command(mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
abstract class BaseCommand implements Callable<Integer> {

  static final int DONE = CommandLine.ExitCode.OK;
  static final int FAILED = CommandLine.ExitCode.SOFTWARE;
  static final int INTERRUPTED = 130;

  private final Supplier<Settings> settings;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  BaseCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  abstract int run(Settings settings, Output output);

  @Override
  public final Integer call() {
    Output output = new Output(spec.commandLine(), json);
    int exitCode = run(settings.get(), output);
    if (output.hasLostResult()) {
      output.problem("The result could not be written to standard output");
      return exitCode == DONE ? FAILED : exitCode;
    }
    return exitCode;
  }

  static DatabaseUrl database(Settings settings) {
    return settings.database().orElseThrow(() -> missing("DATABASE_URL"));
  }

  static RedisURI redis(Settings settings) {
    return settings.redis().orElseThrow(() -> missing("REDIS_URL"));
  }

  private static ConfigurationException missing(String variable) {
    return new ConfigurationException(
        variable + " is not set; 'demo' starts servers of its own and prints their addresses");
  }
}
