package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ticketsense.evaluation.LabelledTicket;
import io.ticketsense.port.TriageModel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains models on labelled tickets, together with the invented messages that ship with this
 * module. Keeps what it computed of a ticket, so training again on others of the same tickets, as
 * in cross-validation, takes a quarter of the time. The same tickets in the same order give the
 * same model. Safe for all threads.
 */
public final class LocalModelTrainer {

  private static final String NAME = "local-bge-";

  private final Embeddings embeddings = new Embeddings();
  private final List<Example> prototypes = Prototypes.read();
  private @Nullable ZeroShot zeroShot;

  /** Creates a trainer that has computed nothing yet. */
  public LocalModelTrainer() {}

  /**
   * Trains a model on all processors: about two minutes, on two, for some hundred tickets.
   *
   * @param tickets to learn from, by their best labels; may be empty, the invented messages then
   *     are all there is. The model is calibrated on groups that it was not trained on
   * @return a model that is named after what it was trained on; nothing to close
   * @throws IllegalArgumentException if a category is not a standard one
   * @throws LocalModelException if the encoder is missing or cannot run on this machine
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while
   *     texts are embedded, which takes most of the time; it stays interrupted
   */
  public LocalTriageModel train(List<LabelledTicket> tickets) {
    List<Example> examples = tickets.stream().map(Example::of).toList();
    return new LocalTriageModel(train(examples, prototypes));
  }

  /**
   * Trains a model to compare others with.
   *
   * @param baseline which one
   * @param tickets to learn from; not empty
   * @return a model that labels tickets but does not summarize them; nothing to close
   * @throws IllegalArgumentException if there are no tickets, or a category is not a standard one
   * @throws LocalModelException if the encoder is missing or cannot run on this machine
   */
  public TriageModel trainBaseline(LocalBaseline baseline, List<LabelledTicket> tickets) {
    if (tickets.isEmpty()) {
      throw new IllegalArgumentException("There are no tickets to learn from");
    }
    List<Example> examples = tickets.stream().map(Example::of).toList();
    return new BaselineModel(
        baseline.title(),
        switch (baseline) {
          case MAJORITY -> Baselines.majority(examples);
          case TF_IDF -> Baselines.terms(examples, evidence(examples));
          case ZERO_SHOT -> zeroShot()::label;
        });
  }

  /** It learns nothing, and its network is as large as the tuned one: one serves all. */
  private synchronized ZeroShot zeroShot() {
    if (zeroShot == null) {
      zeroShot = new ZeroShot();
    }
    return zeroShot;
  }

  TrainedModel train(List<Example> tickets, List<Example> invented) {
    List<Example> examples = new ArrayList<>(tickets);
    examples.addAll(invented);
    return new ModelTrainer(
            name(examples, EncoderAdapter.shippedFile()), examples, evidence(examples))
        .train();
  }

  /**
   * Says what a model was trained on.
   *
   * @param adapter what the encoder has learnt, as it is in its file
   */
  static String name(List<Example> examples, byte[] adapter) {
    MessageDigest digest = Sha256.create();
    digest.update(Example.digest(examples).getBytes(UTF_8));
    digest.update(adapter);
    return NAME + Sha256.digits(digest);
  }

  List<Evidence> evidence(List<Example> examples) {
    return embeddings.evidence(examples.stream().map(Example::message).toList());
  }
}
