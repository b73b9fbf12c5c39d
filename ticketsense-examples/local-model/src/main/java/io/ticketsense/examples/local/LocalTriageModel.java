package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Labels tickets in process, offline, in a few milliseconds. Reads the subject and the body only;
 * the same text gets the same labels. Knows the standard categories and no others.
 *
 * <p>The labels come from linear classifiers that were trained when this module was built, the
 * summary is a sentence of the ticket. Safe for all threads.
 */
public final class LocalTriageModel implements TriageModel {

  private final TrainedModel model;
  private final Summarizer summarizer;
  private final Tagger tagger;

  LocalTriageModel(TrainedModel model) {
    this.model = model;
    this.summarizer = new Summarizer(model.terms());
    this.tagger = new Tagger(model.terms());
  }

  /**
   * Loads the model that was trained when this module was built.
   *
   * @return a model, ready to use; nothing to close
   * @throws LocalModelException if the module was built without training, or the encoders are
   *     missing or cannot run on this machine
   */
  public static LocalTriageModel load() {
    try (InputStream stream = Resources.open(ModelFile.NAME)) {
      TrainedModel model = ModelFile.read(stream);
      Encoder.shared();
      return new LocalTriageModel(model);
    } catch (IOException e) {
      throw new LocalModelException("The trained model cannot be read; build its module anew");
    }
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    Taxonomy taxonomy = request.taxonomy();
    if (request.deadline().hasPassed()) {
      throw failure(FailureReason.TIMEOUT, "No time was left to ask " + name());
    }
    if (TrainedModel.CATEGORIES.stream().noneMatch(taxonomy::contains)) {
      throw failure(
          FailureReason.REJECTED,
          name() + " knows the standard categories only, and the taxonomy has none of them");
    }
    Message message = Message.of(request.ticket().subject(), request.ticket().body());
    LocalPrediction labels =
        model.predict(evidence(message, request.deadline()), taxonomy::contains);
    Priority priority = labels.priority().label();
    Category category = labels.category().label();
    TriageOutput output =
        new TriageOutput(
            priority,
            category,
            labels.sentiment().label(),
            summarizer.summarize(message),
            tagger.tag(message, category, priority));
    return TriageResult.of(output, name());
  }

  /**
   * Labels a ticket and says how sure the model is.
   *
   * @param ticket of which the subject and the body are read
   * @return the labels that {@link #triage} gives with the standard taxonomy
   */
  public LocalPrediction predict(Ticket ticket) {
    Message message = Message.of(ticket.subject(), ticket.body());
    Embedding embedding = Encoder.shared().encode(message);
    return model.predict(new Evidence(Features.of(message), embedding), category -> true);
  }

  private Evidence evidence(Message message, Deadline deadline) {
    try {
      Embedding embedding =
          Encoder.shared()
              .encode(message, deadline.remaining())
              .orElseThrow(
                  () -> failure(FailureReason.TIMEOUT, "No time was left to ask " + name()));
      return new Evidence(Features.of(message), embedding);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(FailureReason.CANCELLED, "The thread was interrupted");
    }
  }

  private static TriageFailedException failure(FailureReason reason, String message) {
    return new TriageFailedException(reason, message, List.of());
  }
}
