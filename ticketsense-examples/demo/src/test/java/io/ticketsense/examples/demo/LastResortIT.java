package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastResortIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TICKETS = 12;

  @Test
  @DisplayName(
      "The last resort labels while the server is down; later exactly its labels are redone")
  void triageAll_serverDown_isMarkedAndRedoneLater(@TempDir Path folder) throws Exception {
    try (BulkStage stage = new BulkStage(folder);
        ModelStub stub = ModelStub.start(0)) {
      stage.set(TICKETS);
      assertThat(stage.triageAll(stub, "--limit", "4").exitCode()).isZero();
      assertThat(stub.calls()).isEqualTo(4);
      Map<String, String> withLastResort = new HashMap<>(stage.variables(stub));
      withLastResort.put("TICKETSENSE_LAST_RESORT", "local");

      stub.leave();
      JsonNode outage = result(stage.triageAll(withLastResort));
      stub.comeBack();
      JsonNode mended = result(stage.triageAll(withLastResort, "--degraded"));
      JsonNode idle = result(stage.triageAll(withLastResort, "--degraded"));

      assertThat(outage.path("triaged").longValue()).isEqualTo(TICKETS - 4);
      assertThat(outage.path("degraded").longValue()).isEqualTo(TICKETS - 4);
      assertThat(mended.path("triaged").longValue()).isEqualTo(TICKETS - 4);
      assertThat(mended.path("degraded").longValue()).isZero();
      assertThat(idle.path("triaged").longValue()).isZero();
      assertThat(stub.calls()).isEqualTo(TICKETS);
    }
  }

  @Test
  @DisplayName("Without a last resort, an outage leaves tickets without labels")
  void triageAll_noLastResort_fails(@TempDir Path folder) throws Exception {
    try (BulkStage stage = new BulkStage(folder);
        ModelStub stub = ModelStub.start(0)) {
      stage.set(TICKETS);
      stub.leave();

      Cli.Run run = stage.triageAll(stub);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).doesNotContain("local-");
    }
  }

  private static JsonNode result(Cli.Run run) throws Exception {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }
}
