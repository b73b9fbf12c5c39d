package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainLocalModelTest {

  private static final String GOOD = SeedFolder.labels("ticket_001", "low", "billing", "neutral");

  @TempDir private Path folder;

  @Test
  @DisplayName("The model in the jar is what the data give, byte for byte")
  void main_dataOfThisBuild_givesShippedBytes() throws IOException {
    byte[] shipped;
    try (InputStream stream = Resources.open(ModelFile.NAME)) {
      shipped = stream.readAllBytes();
    }

    assertThat(train(SeedFolder.REAL)).isEqualTo(shipped);
  }

  @Test
  @DisplayName("Tickets without labels are left out, and counted")
  void read_someUnlabelled_areCounted() throws IOException {
    SeedData data = SeedData.read(SeedFolder.write(folder, "{" + GOOD + "}"));

    assertThat(data.unlabelled()).isEqualTo(1);
    assertThat(data.labelled())
        .singleElement()
        .satisfies(
            seed -> {
              assertThat(seed.ticket().id()).isEqualTo("ticket_001");
              assertThat(seed.batch()).isEqualTo("batch_1.json");
              assertThat(seed.labels().category()).isEqualTo(Category.BILLING);
              assertThat(seed.priorities()).containsExactly(Priority.LOW);
            });
  }

  @Test
  @DisplayName("Other labels that can be defended are read too")
  void read_alsoLabels_areDefensible() throws IOException {
    String labels = "{" + GOOD.replace("_also\":[]", "_also\":[\"high\",\"medium\"]") + "}";

    SeedTicket seed = SeedData.read(SeedFolder.write(folder, labels)).labelled().get(0);

    assertThat(seed.labels().priority()).isEqualTo(Priority.LOW);
    assertThat(seed.priorities())
        .containsExactlyInAnyOrder(Priority.LOW, Priority.HIGH, Priority.MEDIUM);
  }

  @Test
  @DisplayName(
      "Every unknown label fails the build, with its ticket, its field and what is allowed")
  void main_unknownLabels_throws() throws IOException {
    String labels =
        "{"
            + SeedFolder.labels("ticket_001", "URGENT", "billing", "calm")
            + ","
            + SeedFolder.labels("ticket_002", "low", "Billing", "neutral")
                .replace("_also\":[]", "_also\":[\"low\",\"asap\"]")
            + "}";
    SeedFolder.write(folder, labels);

    assertThatThrownBy(() -> train(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "labels.json: ticket_001.priority is \"URGENT\" and must be one of low, medium, high,"
                + " critical; ticket_001.sentiment is \"calm\" and must be one of positive,"
                + " neutral, negative, angry; ticket_002.priority_also[1] is \"asap\" and must be"
                + " one of low, medium, high, critical; ticket_002.category is \"Billing\" and"
                + " must be one of billing, technical, feature_request, complaint, general");
  }

  @Test
  @DisplayName("A missing label is an unknown label; labels of no ticket are wrong, too")
  void read_missingLabelOrTicket_throws() throws IOException {
    SeedFolder.write(
        folder,
        "{\"ticket_002\":{\"priority\":\"low\"},"
            + SeedFolder.labels("ticket_999", "low", "billing", "neutral")
            + "}");

    assertThatThrownBy(() -> SeedData.read(folder))
        .hasMessageContaining("ticket_002.category is \"\"")
        .hasMessageContaining("ticket_999 is labelled, but no batch holds it");
  }

  @Test
  @DisplayName("A ticket may be in one batch only")
  void read_ticketInTwoBatches_throws() throws IOException {
    SeedFolder.write(folder, "{}");
    Files.copy(folder.resolve("batch_1.json"), folder.resolve("batch_2.json"));

    assertThatThrownBy(() -> SeedData.read(folder)).hasMessage("ticket_001 is in two batches");
  }

  @Test
  @DisplayName("Without labels there is nothing to train on")
  void main_noLabels_throws() {
    assertThatThrownBy(() -> train(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("There is no file .*labels.json");
    assertThatThrownBy(() -> TrainLocalModel.main(new String[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Usage");
  }

  @Test
  @DisplayName("Another label gives another name")
  void train_otherLabel_hasOtherName() throws IOException {
    String name = read(train(SeedFolder.write(folder, "{" + GOOD + "}"))).name();
    String other =
        read(train(SeedFolder.write(folder, "{" + GOOD.replace("low", "high") + "}"))).name();

    assertThat(name).matches("local-liblinear-[0-9a-f]{8}").isNotEqualTo(other);
  }

  @Test
  @DisplayName("A model that is written and read is the same")
  void read_writtenModel_isTheSame() throws IOException {
    TrainedModel model = ModelTrainer.train(Prototypes.read());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelFile.write(model, file);

    TrainedModel read = read(file.toByteArray());

    assertThat(read.name()).isEqualTo(model.name());
    assertThat(read.terms().documents()).isEqualTo(model.terms().documents());
    assertThat(read.terms().buckets()).isEqualTo(model.terms().buckets());
    assertThat(read.terms().rarities()).isEqualTo(model.terms().rarities());
    assertThat(read.priority().weights()).isEqualTo(model.priority().weights());
    assertThat(read.category().weights()).isEqualTo(model.category().weights());
    assertThat(read.sentiment().weights()).isEqualTo(model.sentiment().weights());
  }

  @Test
  @DisplayName("A label without any example cannot be learnt")
  void train_missingClass_throws() {
    List<Example> examples =
        Prototypes.read().stream()
            .filter(example -> !example.labels().category().equals(Category.COMPLAINT))
            .toList();

    assertThatThrownBy(() -> ModelTrainer.train(examples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("complaint");
  }

  @Test
  @DisplayName("A file of another kind is refused")
  void read_otherFile_throws() {
    assertThatThrownBy(() -> read(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
  }

  private byte[] train(Path data) throws IOException {
    Path classes = folder.resolve("classes");
    TrainLocalModel.main(new String[] {data.toString(), classes.toString()});
    return Files.readAllBytes(classes.resolve("io/ticketsense/examples/local/model.bin.gz"));
  }

  private static TrainedModel read(byte[] file) throws IOException {
    return ModelFile.read(new ByteArrayInputStream(file));
  }
}
