package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what a model was made from: the files of the tickets, and everything in the folder of
 * classes except the model itself. Lies outside that folder, in no jar.
 */
record TrainingStamp(String digest, Path file) {

  /** Reads all input of a training. */
  static TrainingStamp of(Path data, Path classes, Path model) throws IOException {
    MessageDigest digest = Sha256.create();
    try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      out.write(data.toString().getBytes(UTF_8));
      for (Path folder : List.of(data, classes)) {
        for (Path input : files(folder)) {
          if (!input.equals(model)) {
            out.write(folder.relativize(input).toString().getBytes(UTF_8));
            Files.copy(input, out);
          }
        }
      }
    }
    Path file = classes.resolveSibling(classes.getFileName() + ".training-stamp");
    return new TrainingStamp(HexFormat.of().formatHex(digest.digest()), file);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Tells whether a model exists and was made from this very input. */
  boolean isOf(Path model) throws IOException {
    return Files.exists(model)
        && Files.exists(file)
        && Files.readString(file).equals(content(model));
  }

  void write(Path model) throws IOException {
    Files.writeString(file, content(model));
  }

  /** The size shows a model that was cut off. */
  private String content(Path model) throws IOException {
    return digest + " " + Files.size(model);
  }
}
