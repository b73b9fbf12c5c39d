package io.ticketsense.examples.demo;

import io.ticketsense.error.FailureReason;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.examples.embedded.EmbeddedServerException;
import io.ticketsense.port.TriageFailedException;
import java.io.PrintWriter;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
    name = "ticketsense-demo",
    description = "Triages support tickets. Without a command, runs the demo.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "1:something failed",
      "2:bad usage or configuration",
      "130:ended by Ctrl-C"
    },
    footerHeading = "%nVariables, also read from .env:%n",
    footer = {
      "DATABASE_URL   postgresql://user:password@host:port/database",
      "REDIS_URL      redis://[user:password@]host[:port][/database], rediss:// for TLS",
      "GROQ_API_KEY   asks language models at Groq instead of the local model",
      "GROQ_BASE_URL  another OpenAI-compatible server",
      "GROQ_MODEL, GROQ_FALLBACK_MODEL",
      "TICKETSENSE_LAST_RESORT   'local': the local model labels what the others cannot",
      "TICKETSENSE_API_TOKEN     what writers of the HTTP API must send as a bearer token",
      "TICKETSENSE_CORS_ORIGINS  pages of other servers that may call it, https://desk.example,…"
    })
public final class Main implements Runnable {

  private static final int FAILED = CommandLine.ExitCode.SOFTWARE;
  private static final int BAD_USAGE = CommandLine.ExitCode.USAGE;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    // From JDK 22 on there is a console even where there is no terminal, unless asked like this.
    System.setProperty("jdk.console", "java.base");
    Shutdown shutdown = Shutdown.interrupting(Thread.currentThread());
    CommandLine commandLine = commandLine(Settings::load);
    IExecutionExceptionHandler explain = commandLine.getExecutionExceptionHandler();
    commandLine.setExecutionExceptionHandler(
        // What breaks because it was interrupted is no news.
        (e, command, result) ->
            shutdown.isRequested()
                    || (e instanceof EmbeddedServerException && shutdown.isAboutToBeRequested())
                ? BaseCommand.INTERRUPTED
                : explain.handleExecutionException(e, command, result));
    int exitCode = commandLine.execute(args.length == 0 ? new String[] {"demo"} : args);
    shutdown.finished();
    System.exit(exitCode);
  }

  static CommandLine commandLine(Supplier<Settings> settings) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .addSubcommand(new DemoCommand(settings))
            .addSubcommand(new InitDbCommand(settings))
            .addSubcommand(new LoadSeedCommand(settings))
            .addSubcommand(new TriageAllCommand(settings))
            .addSubcommand(new RefreshOverviewCommand(settings))
            .addSubcommand(new ServeCommand(settings))
            .addSubcommand(new EvaluateCommand(settings));
    return commandLine
        .registerConverter(Integer.class, number(Integer::valueOf))
        .registerConverter(int.class, number(Integer::valueOf))
        .registerConverter(Long.class, number(Long::valueOf))
        .setParameterExceptionHandler((e, args) -> explainUsage(e))
        .setExecutionExceptionHandler((e, command, result) -> explain(e, command.getErr()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** The library's own message says what type of Java a text is not. */
  private static <N> ITypeConverter<N> number(Function<String, N> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not a whole number in range");
      }
    };
  }

  private static int explainUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        isUnknownCommand(e)
            ? "Unknown command '"
                + command.getUnmatchedArguments().get(0)
                + "'; there are "
                + String.join(", ", command.getSubcommands().keySet())
            : e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return BAD_USAGE;
  }

  private static boolean isUnknownCommand(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !e.getCommandLine().getSubcommands().isEmpty();
  }

  private static int explain(Exception e, PrintWriter err) {
    if (e instanceof ConfigurationException || e instanceof EmbeddedServerException) {
      err.println(e.getMessage());
      return BAD_USAGE;
    }
    if (e instanceof StorageException storage) {
      err.println(storage.getMessage() + hint(storage));
      return storage.reason() == StorageException.Reason.PERMISSION ? BAD_USAGE : FAILED;
    }
    if (e instanceof TriageFailedException triage
        && triage.reason() == FailureReason.UNAUTHENTICATED) {
      err.println(triage.getMessage() + "; look at GROQ_API_KEY");
      return BAD_USAGE;
    }
    if (e instanceof TicketSenseException || e instanceof SeedFileException) {
      err.println(e.getMessage());
      return FAILED;
    }
    StackTraceElement[] trace = e.getStackTrace();
    err.println(
        "Internal error, please report it: "
            + e.getClass().getName()
            + (trace.length == 0 ? "" : " at " + trace[0]));
    return FAILED;
  }

  private static String hint(StorageException e) {
    return switch (e.reason()) {
      case SCHEMA -> "; look at the database in DATABASE_URL, where 'init-db' makes the tables";
      case PERMISSION -> "; look at the user and password in DATABASE_URL or REDIS_URL";
      case UNAVAILABLE, TIMEOUT -> "; is it running, and are DATABASE_URL and REDIS_URL right?";
      case REJECTED -> "";
    };
  }

  /** Asks the jar, which Maven tells. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"TicketSense " + (version == null ? "(not packaged)" : version)};
    }
  }
}
