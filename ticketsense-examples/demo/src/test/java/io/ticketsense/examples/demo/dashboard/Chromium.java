package io.ticketsense.examples.demo.dashboard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where the browser is. Tests of the dashboard cannot do without one, and are never skipped. */
final class Chromium {

  static final String VARIABLE = "TICKETSENSE_CHROMIUM";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<Path> USUAL_PLACES =
      List.of(
          Path.of("/usr/lib/chromium/chromium"),
          Path.of("/snap/bin/chromium"),
          Path.of("/opt/google/chrome/chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

  private static final Path LOG = Path.of("target", "chromium-install.log");

  private Chromium() {}

  /** Returns a browser to run; installs Debian's if there is none and this process may do so. */
  static Path executable() {
    return find(System::getenv, USUAL_PLACES).orElseGet(Chromium::install);
  }

  /**
   * Looks for a browser.
   *
   * @param environment gives the value of a variable, or null
   * @param usualPlaces executables to try when none is on the path
   * @throws IllegalStateException if the variable names something that cannot be run
   */
  static Optional<Path> find(Function<String, String> environment, List<Path> usualPlaces) {
    String named = environment.apply(VARIABLE);
    if (named != null && !named.isBlank()) {
      if (!isProgram(Path.of(named))) {
        throw new IllegalStateException(VARIABLE + "=" + named + " is no executable file");
      }
      return Optional.of(Path.of(named));
    }
    String path = Optional.ofNullable(environment.apply("PATH")).orElse("");
    List<Path> folders =
        Arrays.stream(path.split(":")).filter(folder -> !folder.isEmpty()).map(Path::of).toList();
    Stream<Path> onPath = NAMES.stream().flatMap(n -> folders.stream().map(f -> f.resolve(n)));
    return Stream.concat(onPath, usualPlaces.stream()).filter(Chromium::isProgram).findFirst();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static Path install() {
    Path lockFile = Path.of(System.getProperty("java.io.tmpdir"), "ticketsense-chromium.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assert held.isValid();
      // Another build may have installed it while this one waited.
      Optional<Path> found = find(System::getenv, USUAL_PLACES);
      if (found.isEmpty() && mayInstall()) {
        run("apt-get", "update");
        run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
        found = find(System::getenv, USUAL_PLACES);
      }
      return found.orElseThrow(
          () ->
              new IllegalStateException(
                  "The tests of the dashboard need a browser. Install Chromium or Chrome, or set "
                      + VARIABLE
                      + " to its executable. (Installing Debian's package as root, or by sudo"
                      + " without a password, did not work; see "
                      + LOG
                      + " if it is there.)"));
    } catch (IOException e) {
      throw new IllegalStateException("Chromium cannot be installed", e);
    }
  }

  private static boolean mayInstall() {
    return isProgram(Path.of("/usr/bin/apt-get")) && (isRoot() || run("true"));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Runs a command as root and returns whether it went well. */
  private static boolean run(String... command) {
    List<String> line = new ArrayList<>(isRoot() ? List.of() : List.of("sudo", "-n"));
    line.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive"));
    line.addAll(List.of(command));
    try {
      Files.createDirectories(LOG.getParent());
      return new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // There is no sudo.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Chromium was installed", e);
    }
  }
}
