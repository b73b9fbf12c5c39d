package io.ticketsense.examples.local;

import io.ticketsense.domain.Taxonomy;
import io.ticketsense.evaluation.LabelledTickets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains the model and writes it where the jar is made from. Run by the build. Does nothing if the
 * model that lies there was made from the same tickets by the same code.
 */
final class TrainLocalModel {

  private TrainLocalModel() {}

  /**
   * Trains.
   *
   * @param args folder of the labelled tickets; folder of the compiled classes
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("Usage: TrainLocalModel <data folder> <classes folder>");
    }
    train(new LocalModelTrainer(), Path.of(args[0]), Path.of(args[1]));
  }

  /** Trains, with embeddings that the trainer may have already. */
  static void train(LocalModelTrainer trainer, Path folder, Path classes) throws IOException {
    Path file = classes.resolve(fileName());
    TrainingStamp stamp = TrainingStamp.of(folder, classes, file);
    if (stamp.isOf(file)) {
      return;
    }
    LabelledTickets data = read(folder);
    List<Example> prototypes = Prototypes.read();
    TrainedModel model =
        trainer.train(data.labelled().stream().map(Example::of).toList(), prototypes);
    Files.createDirectories(file.getParent());
    try (OutputStream stream = Files.newOutputStream(file)) {
      ModelFile.write(model, stream);
    }
    stamp.write(file);
    System.out.printf(
        Locale.ROOT,
        "%s: %d labelled tickets and %d prototypes, %d unlabelled tickets left out, %d KiB%n",
        model.name(),
        data.labelled().size(),
        prototypes.size(),
        data.unlabelled(),
        Files.size(file) / 1024);
  }

  /**
   * Reads the {@code batch_*.json} and the {@code labels.json} of a folder. A batch is a theme.
   *
   * @throws io.ticketsense.evaluation.LabelledDataException if there are no labels, or naming all
   *     that is wrong in them
   */
  static LabelledTickets read(Path folder) throws IOException {
    List<Path> batches = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "batch_*.json")) {
        files.forEach(batches::add);
      }
    }
    batches.sort(null);
    return LabelledTickets.read(folder.resolve("labels.json"), batches, Taxonomy.standard());
  }

  private static String fileName() {
    return TrainLocalModel.class.getPackageName().replace('.', '/') + "/" + ModelFile.NAME;
  }
}
