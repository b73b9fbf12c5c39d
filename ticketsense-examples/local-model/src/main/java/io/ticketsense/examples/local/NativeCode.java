package io.ticketsense.examples.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Cleans up after ONNX Runtime, which unpacks its native code into a temporary folder and leaves
 * the folder there when the process ends, and the code too if the process is killed.
 */
final class NativeCode {

  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String FOLDER = "/onnxruntime-java";

  private NativeCode() {}

  /** Returns what to tell when native code could not be unpacked or loaded. */
  static String notLoaded(LinkageError error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String detail = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return "The native code of the local model could not be loaded from the temporary folder "
        + System.getProperty("java.io.tmpdir")
        + " ("
        + cause.getClass().getSimpleName()
        + ": "
        + detail
        + "); choose a folder that may be written to and run code from with java"
        + " -Djava.io.tmpdir=FOLDER";
  }

  /** Deletes the folders that this process has loaded code from. Linux only; elsewhere, nothing. */
  static void deleteUnpacked() {
    try {
      if (Files.isReadable(MAPS)) {
        for (Path folder : loadedFrom(Files.readAllLines(MAPS))) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      return; // A folder stays behind; the model works all the same.
    }
  }

  /** Returns the folders of native code that a list of mapped files names. */
  static List<Path> loadedFrom(List<String> maps) {
    return maps.stream()
        .filter(line -> line.contains(FOLDER) && !line.endsWith(" (deleted)"))
        .map(line -> Path.of(line.substring(line.indexOf('/'))).toAbsolutePath())
        .map(Path::getParent)
        .distinct()
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
