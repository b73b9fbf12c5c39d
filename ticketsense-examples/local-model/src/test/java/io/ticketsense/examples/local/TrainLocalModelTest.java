package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Category;
import io.ticketsense.evaluation.LabelledDataException;
import io.ticketsense.evaluation.LabelledTickets;
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
  @TempDir private Path output;

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
    LabelledTickets data = TrainLocalModel.read(SeedFolder.write(folder, "{" + GOOD + "}"));

    assertThat(data.unlabelled()).isEqualTo(1);
    assertThat(data.labelled())
        .singleElement()
        .satisfies(
            labelled -> {
              assertThat(labelled.ticket().id()).isEqualTo("ticket_001");
              assertThat(Example.of(labelled).theme()).isEqualTo("batch_1");
            });
  }

  @Test
  @DisplayName(
      "Every unknown label or id fails the build, with its ticket, its field and what is allowed")
  void train_unknownLabels_throws() throws IOException {
    String labels =
        "{"
            + SeedFolder.labels("ticket_001", "URGENT", "billing", "calm")
            + ","
            + SeedFolder.labels("ticket_999", "low", "billing", "neutral")
            + "}";
    SeedFolder.write(folder, labels);

    assertThatThrownBy(() -> train(folder))
        .isInstanceOf(LabelledDataException.class)
        .hasMessageContaining("ticket_001: priority must be one of low, medium, high, critical")
        .hasMessageContaining(
            "ticket_001: sentiment must be one of positive, neutral, negative, angry")
        .hasMessageContaining("ticket_999: there is no ticket with this id");
    assertThat(output.resolve("classes")).doesNotExist();
  }

  @Test
  @DisplayName("Without labels there is nothing to train on")
  void main_noLabels_throws() {
    assertThatThrownBy(() -> train(folder.resolve("none")))
        .isInstanceOf(LabelledDataException.class)
        .hasMessageEndingWith("labels.json: does not exist");
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

    assertThat(name).matches("local-bge-[0-9a-f]{8}").isNotEqualTo(other);
  }

  @Test
  @DisplayName("Nothing is trained again until a ticket, a label or the code changes")
  void main_sameInput_doesNothing() throws IOException {
    SeedFolder.write(folder, "{" + GOOD + "}");
    byte[] model = train(folder);
    Path file = output.resolve("classes/io/ticketsense/examples/local/model.bin.gz");
    byte[] mark = model.clone();
    mark[mark.length - 1]++;
    Files.write(file, mark);

    assertThat(train(folder)).isEqualTo(mark);

    Files.writeString(output.resolve("classes/Other.class"), "code");
    assertThat(train(folder)).isEqualTo(model);

    Files.write(file, new byte[] {1});
    assertThat(train(folder)).isEqualTo(model);
  }

  @Test
  @DisplayName("A model that is written and read is the same")
  void read_writtenModel_isTheSame() throws IOException {
    TrainedModel model = TestTraining.TRAINER.train(List.of(), Prototypes.read());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelFile.write(model, file);

    TrainedModel read = read(file.toByteArray());

    assertThat(read.name()).isEqualTo(model.name());
    assertThat(read.terms().documents()).isEqualTo(model.terms().documents());
    assertThat(read.terms().buckets()).isEqualTo(model.terms().buckets());
    assertThat(read.terms().rarities()).isEqualTo(model.terms().rarities());
    assertSame(read.priority(), model.priority());
    assertSame(read.category(), model.category());
    assertSame(read.sentiment(), model.sentiment());
  }

  @Test
  @DisplayName("A label without any example cannot be learnt")
  void train_missingClass_throws() {
    List<Example> examples =
        Prototypes.read().stream()
            .filter(example -> !example.labels().category().equals(Category.COMPLAINT))
            .toList();

    assertThatThrownBy(() -> TestTraining.TRAINER.train(List.of(), examples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("complaint");
  }

  @Test
  @DisplayName("A file of another kind is refused")
  void read_otherFile_throws() {
    assertThatThrownBy(() -> read(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
  }

  private static void assertSame(FusedClassifier<?> read, FusedClassifier<?> written) {
    assertThat(read.labels()).isEqualTo(written.labels());
    assertThat(read.terms().weights()).isEqualTo(written.terms().weights());
    assertThat(read.meaning().weights()).isEqualTo(written.meaning().weights());
    assertThat(read.sharpness()).isEqualTo(written.sharpness());
  }

  private byte[] train(Path data) throws IOException {
    Path classes = output.resolve("classes");
    TrainLocalModel.train(TestTraining.TRAINER, data, classes);
    return Files.readAllBytes(classes.resolve("io/ticketsense/examples/local/model.bin.gz"));
  }

  private static TrainedModel read(byte[] file) throws IOException {
    return ModelFile.read(new ByteArrayInputStream(file));
  }
}
