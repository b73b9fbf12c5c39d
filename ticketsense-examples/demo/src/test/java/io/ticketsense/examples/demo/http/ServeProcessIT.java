package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.examples.demo.ApiStage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a process of its own: its ports, its log and its end. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(ApiStage.Shared.class)
final class ServeProcessIT {

  private static final int ENDED_BY_SIGNAL = 130;
  private static final int BAD_CONFIGURATION = 2;

  @TempDir private Path folder;
  private ApiStage stage;
  private @Nullable Process process;

  @BeforeEach
  void start(ApiStage shared) throws Exception {
    stage = shared;
    stage.clear();
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private Path errFile() {
    return folder.resolve("err.txt");
  }

  private Process run(Map<String, String> variables, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.ticketsense.examples.demo.Main"));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errFile().toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(GROQ|TICKETSENSE|DATABASE|REDIS)_.*"));
    builder.environment().putAll(variables);
    Process started = builder.start();
    process = started;
    return started;
  }

  @Test
  @DisplayName("It serves on two ports, logs no text, and answers what is in flight when it ends")
  void serve_always_servesAndEnds() throws Exception {
    Process serving = run(stage.variables(), "serve", "--port", "0", "--dashboard-port", "0");
    BufferedReader out = serving.inputReader(UTF_8);
    List<String> lines = new ArrayList<>();
    String line = out.readLine();
    while (line != null && !line.equals("Running until Ctrl-C")) {
      lines.add(line);
      line = out.readLine();
    }
    assertThat(line).as("%s %s", lines, Files.readString(errFile())).isNotNull();
    int api = port(lines, "HTTP API           http://localhost:(\\d+)/docs");
    int dashboard = port(lines, "Dashboard          http://localhost:(\\d+)");
    assertThat(api).isNotEqualTo(dashboard);

    for (int port : List.of(api, dashboard)) {
      ApiClient client = new ApiClient(port);
      assertThat(client.get("/health").status()).isEqualTo(200);
      assertThat(client.get("/ready").status()).isEqualTo(200);
    }
    ApiClient client = new ApiClient(api);
    Reply submitted =
        client.postJson("/tickets", Tickets.json(1).toString(), "X-Request-Id", "one");
    assertThat(submitted.status()).isEqualTo(201);
    assertThat(submitted.json().path("triage").isObject()).isTrue();
    assertThat(client.get("/tickets?category=billing&limit=5").status()).isEqualTo(200);
    serving.destroy();

    assertThat(serving.waitFor()).isIn(ENDED_BY_SIGNAL, 143);
    String log = Files.readString(errFile());
    assertThat(log).containsPattern("INFO  POST /tickets 201 \\d+\\.\\d ms one\n");
    assertThat(log.lines()).hasSize(6).allMatch(l -> l.startsWith("INFO  "));
    assertThat(log).doesNotContain("Invoice", "seat", "Ann", "moonpost", "category", "t1");
  }

  private static int port(List<String> lines, String pattern) {
    return lines.stream()
        .map(Pattern.compile(pattern)::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Integer.parseInt(matcher.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No line " + pattern + " in " + lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve --port", "serve --dashboard-port", "demo --port"})
  @DisplayName("A port in use is told in one line with its number, before anything starts")
  void run_portInUse_isTold(String command) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> args = new ArrayList<>(List.of(command.split(" ")));
      args.add("" + taken.getLocalPort());
      args.addAll(
          args.contains("--port") ? List.of("--dashboard-port", "0") : List.of("--port", "0"));
      if (command.startsWith("demo")) {
        args.addAll(
            List.of("--dir", Path.of("../../data").toAbsolutePath().normalize().toString()));
      }

      Process failing = run(Map.of(), args.toArray(String[]::new));

      assertThat(new String(failing.getInputStream().readAllBytes(), UTF_8)).isEmpty();
      assertThat(failing.waitFor()).isEqualTo(BAD_CONFIGURATION);
      assertThat(Files.readAllLines(errFile()))
          .singleElement()
          .asString()
          .startsWith("Port " + taken.getLocalPort() + " of 127.0.0.1: ")
          .contains("in use", "--port");
    }
  }
}
