package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

  private static final Map<String, String> NOTHING_SET = Map.of();

  private static Cli.Run run(String line) {
    return Cli.run(NOTHING_SET, line.isEmpty() ? new String[0] : line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                          | Missing command",
        "--json                      | Unknown option: '--json'",
        "tidy                        | Unknown command 'tidy'; there are demo, init-db, load-seed,"
            + " triage-all, refresh-overview, serve, evaluate",
        "triage-all --nope           | Unknown option: '--nope'",
        "init-db now                 | Unmatched argument at index 1: 'now'",
        "triage-all --limit          | Missing required parameter for option '--limit' (N)",
        "triage-all --limit ten      | Invalid value for option '--limit': 'ten' is not a whole"
            + " number in range",
        "triage-all --limit 1e3      | Invalid value for option '--limit': '1e3' is not a whole"
            + " number in range",
        "triage-all --concurrency 1.5 | Invalid value for option '--concurrency': '1.5' is not a"
            + " whole number in range",
        "demo --redis-port 9999999999 | Invalid value for option '--redis-port': '9999999999' is"
            + " not a whole number in range",
      })
  @DisplayName("Bad usage is one clear line and a hint, on standard error, and exit code 2")
  void execute_badUsage_isOneLineAndHint(String line, String message) {
    Cli.Run run = run(line);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(2).first().isEqualTo(message);
    assertThat(run.errLines().get(1)).startsWith("Try 'ticketsense-demo").endsWith("--help'.");
  }

  @Test
  @DisplayName("A mistyped command is told what may have been meant")
  void execute_mistypedCommand_suggests() {
    Cli.Run run = run("triage");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean", "triage-all").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "init-db                          | DATABASE_URL is not set",
        "load-seed                        | DATABASE_URL is not set",
        "triage-all                       | DATABASE_URL is not set",
        "refresh-overview                 | DATABASE_URL is not set",
        "triage-all --limit 0             | --limit must be at least 1",
        "triage-all --limit -1            | --limit must be at least 1",
        "triage-all --concurrency 0       | --concurrency must be 1 to 1024",
        "triage-all --concurrency 1025    | --concurrency must be 1 to 1024",
        "triage-all --id bad/id           | --id must be 1 to 128 letters",
        "demo --postgres-port 65536       | --postgres-port must be 1 to 65535",
        "demo --redis-port -1             | --redis-port must be 1 to 65535",
        "demo --dir no-such-folder        | No folder no-such-folder; name the folder",
      })
  @DisplayName("Bad configuration is one clear line on standard error and exit code 2")
  void execute_badConfiguration_isOneLine(String line, String message) {
    Cli.Run run = run(line);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().startsWith(message);
  }

  @Test
  @DisplayName("A missing REDIS_URL is told even where DATABASE_URL is there")
  void execute_noRedisUrl_isTold() {
    Map<String, String> database = Map.of("DATABASE_URL", "postgresql://u:s3cret@127.0.0.1:1/t");

    for (String command : new String[] {"triage-all", "refresh-overview"}) {
      Cli.Run run = Cli.run(database, command);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errLines()).singleElement().asString().startsWith("REDIS_URL is not set");
    }
  }

  @Test
  @DisplayName("An unforeseen exception is one line without a stack trace, and exit code 1")
  void execute_unforeseen_isOneLine() {
    var commandLine =
        Main.commandLine(
            () -> {
              throw new IllegalStateException("holds s3cret");
            });
    var err = new StringWriter();
    commandLine.setErr(new PrintWriter(err, true));

    assertThat(commandLine.execute("init-db")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("Internal error, please report it: java.lang.IllegalStateException at ")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "demo ", "init-db ", "load-seed ", "triage-all ", "refresh-overview "})
  @DisplayName("Every command explains itself on standard output, exit code 0, nothing set")
  void execute_help_explains(String command) {
    Cli.Run run = run(command + "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: ticketsense-demo " + command)
        .contains("--help", "--version")
        .doesNotContain("${");
  }

  @Test
  @DisplayName("The first help names every command, variable and exit code")
  void execute_help_isComplete() {
    assertThat(run("--help").out())
        .contains("demo", "init-db", "load-seed", "triage-all", "refresh-overview")
        .contains("DATABASE_URL", "REDIS_URL", "GROQ_API_KEY", "GROQ_BASE_URL")
        .contains("GROQ_MODEL", "GROQ_FALLBACK_MODEL", ".env")
        .containsPattern("0 +all done")
        .containsPattern("1 +something failed")
        .containsPattern("2 +bad usage or configuration")
        .containsPattern("130 +ended by Ctrl-C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "init-db --version", "-V"})
  @DisplayName("The version is one line on standard output")
  void execute_version_isOneLine(String line) {
    Cli.Run run = run(line);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).singleElement().asString().startsWith("TicketSense ");
  }
}
