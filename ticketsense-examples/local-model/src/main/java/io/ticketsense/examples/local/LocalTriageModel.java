package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
   * @throws IllegalStateException if the module was built without training
   */
  public static LocalTriageModel load() {
    try (InputStream stream = Resources.open(ModelFile.NAME)) {
      return new LocalTriageModel(ModelFile.read(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return TriageResult.of(label(message, taxonomy), name());
  }

  private TriageOutput label(Message message, Taxonomy taxonomy) {
    SparseVector vector = model.terms().weigh(Features.of(message));
    Priority priority = model.priority().classify(vector);
    Category category = model.category().classify(vector, taxonomy::contains);
    return new TriageOutput(
        priority,
        category,
        model.sentiment().classify(vector),
        summarizer.summarize(message),
        tagger.tag(message, category, priority));
  }

  private static TriageFailedException failure(FailureReason reason, String message) {
    return new TriageFailedException(reason, message, List.of());
  }
}
