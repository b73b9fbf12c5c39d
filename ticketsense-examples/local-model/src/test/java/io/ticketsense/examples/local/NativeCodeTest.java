package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class NativeCodeTest {

  @Test
  @DisplayName("Only folders that this process runs code from are its own")
  void loadedFrom_maps_namesOwnFolders() {
    assertThat(
            NativeCode.loadedFrom(
                List.of(
                    "7f00-7f01 r-xp 0000 08:01 17   /tmp/onnxruntime-java1/libonnxruntime.so",
                    "7f01-7f02 r-xp 0000 08:01 17   /tmp/onnxruntime-java1/libonnxruntime.so",
                    "7f02-7f03 r-xp 0000 08:01 18   /tmp/onnxruntime-java2/x.so (deleted)",
                    "7f04-7f05 r-xp 0000 08:01 19   /lib/libc.so",
                    "7f06-7f07 rw-p 0000 00:00 0")))
        .containsExactly(Path.of("/tmp/onnxruntime-java1"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("Once the encoders are loaded, nothing of theirs is left in the temporary folder")
  void deleteUnpacked_loadedModel_leavesNothing() throws IOException {
    LocalTriageModel.load();

    assertThat(NativeCode.loadedFrom(Files.readAllLines(Path.of("/proc/self/maps")))).isEmpty();
  }

  @Test
  @DisplayName("Where native code cannot be unpacked, one line says so, each time")
  void load_noTemporaryFolder_saysWhatToDo(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing");
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + missing,
                "-cp",
                System.getProperty("java.class.path"),
                LoadTwice.class.getName())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(Files.readAllLines(printed))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("The native code of the local model could not be loaded from the")
                    .contains(missing.toString(), "NoSuchFile", "-Djava.io.tmpdir"));
  }

  /** Prints why the model cannot be loaded. */
  static final class LoadTwice {

    public static void main(String[] args) {
      for (int time = 0; time < 2; time++) {
        try {
          LocalTriageModel.load();
        } catch (LocalModelException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
