package io.ticketsense.examples.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Reads and writes a {@link TrainedModel}, gzipped and without a time stamp. */
final class ModelFile {

  /** Lies beside these classes. */
  static final String NAME = "model.bin.gz";

  private static final int FORMAT = 0x54534D03;

  private ModelFile() {}

  static void write(TrainedModel model, OutputStream stream) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(stream)));
    out.writeInt(FORMAT);
    out.writeUTF(model.name());
    TermTable terms = model.terms();
    out.writeInt(terms.documents());
    out.writeInt(terms.buckets().length);
    for (int bucket : terms.buckets()) {
      out.writeInt(bucket);
    }
    HalfFloat.write(terms.rarities(), out);
    write(model.priority(), out);
    write(model.category(), out);
    write(model.sentiment(), out);
    out.close();
  }

  static TrainedModel read(InputStream stream) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(stream), 1 << 16));
    if (in.readInt() != FORMAT) {
      throw new IOException(NAME + " has another format; build the module anew");
    }
    String name = in.readUTF();
    int documents = in.readInt();
    int[] buckets = new int[in.readInt()];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = in.readInt();
    }
    TermTable terms = new TermTable(documents, buckets, HalfFloat.read(buckets.length, in));
    return new TrainedModel(
        name,
        terms,
        readClassifier(TrainedModel.PRIORITIES, terms, in),
        readClassifier(TrainedModel.CATEGORIES, terms, in),
        readClassifier(TrainedModel.SENTIMENTS, terms, in));
  }

  private static void write(FusedClassifier<?> classifier, DataOutputStream out)
      throws IOException {
    out.writeDouble(classifier.sharpness());
    HalfFloat.write(classifier.terms().weights(), out);
    HalfFloat.write(classifier.meaning().weights(), out);
  }

  private static <L> FusedClassifier<L> readClassifier(
      List<L> labels, TermTable terms, DataInputStream in) throws IOException {
    double sharpness = in.readDouble();
    return new FusedClassifier<>(
        labels,
        readExpert(labels.size(), terms.width(), in),
        readExpert(labels.size(), Vectors.denseWidth(), in),
        sharpness);
  }

  private static LinearClassifier readExpert(int labels, int width, DataInputStream in)
      throws IOException {
    return new LinearClassifier(labels, HalfFloat.read((width + 1) * labels, in));
  }
}
