package io.ticketsense.examples.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Trains the model and writes it where the jar is made from. Run by the build. */
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
    SeedData data = SeedData.read(Path.of(args[0]));
    List<Example> examples = new ArrayList<>();
    data.labelled().forEach(seed -> examples.add(seed.example()));
    List<Example> prototypes = Prototypes.read();
    examples.addAll(prototypes);
    TrainedModel model = ModelTrainer.train(examples);
    Path file = Path.of(args[1]).resolve(fileName());
    Files.createDirectories(file.getParent());
    try (OutputStream stream = Files.newOutputStream(file)) {
      ModelFile.write(model, stream);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d labelled tickets and %d prototypes, %d unlabelled tickets left out, %d KiB%n",
        model.name(),
        data.labelled().size(),
        prototypes.size(),
        data.unlabelled(),
        Files.size(file) / 1024);
  }

  private static String fileName() {
    return TrainLocalModel.class.getPackageName().replace('.', '/') + "/" + ModelFile.NAME;
  }
}
