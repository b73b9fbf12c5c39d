package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ticketsense.evaluation.LabelledTicket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Trains models on labelled tickets, together with the invented messages that ship with this
 * module. Keeps what it computed of a ticket, so training again on others of the same tickets, as
 * in cross-validation, takes a few seconds. The same tickets in the same order give the same model.
 * Safe for all threads.
 */
public final class LocalModelTrainer {

  private static final int DIGITS = 8;

  private final Embeddings embeddings = new Embeddings();
  private final List<Example> prototypes = Prototypes.read();

  /** Creates a trainer that has computed nothing yet. */
  public LocalModelTrainer() {}

  /**
   * Trains a model on all processors: up to half a minute for some hundred tickets.
   *
   * @param tickets to learn from, by their best labels; may be empty, the invented messages then
   *     are all there is. The model is calibrated on groups that it was not trained on
   * @return a model that is named after what it was trained on; nothing to close
   * @throws IllegalArgumentException if a category is not a standard one
   * @throws LocalModelException if the encoders are missing or cannot run on this machine
   */
  public LocalTriageModel train(List<LabelledTicket> tickets) {
    List<Example> examples = tickets.stream().map(Example::of).toList();
    return new LocalTriageModel(train(examples, prototypes));
  }

  TrainedModel train(List<Example> tickets, List<Example> invented) {
    List<Example> examples = new ArrayList<>(tickets);
    examples.addAll(invented);
    return new ModelTrainer(name(examples), examples, evidence(examples)).train();
  }

  List<Evidence> evidence(List<Example> examples) {
    return embeddings.evidence(examples.stream().map(Example::message).toList());
  }

  private static String name(List<Example> examples) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
    for (Example example : examples) {
      Labels labels = example.labels();
      String text =
          String.join(
              "\0",
              example.subject(),
              example.body(),
              labels.priority().label(),
              labels.category().label(),
              labels.sentiment().label());
      digest.update((text + "\0").getBytes(UTF_8));
    }
    return "local-minilm-bge-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
