package io.ticketsense.contract;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Models that each break one promise. */
final class BrokenTriageModels {

  private BrokenTriageModels() {}

  /** Does what a good model does, but for what a subclass spoils. */
  static class Spoiled implements TriageModel {

    @Override
    public String name() {
      return "model";
    }

    @Override
    public TriageResult triage(TriageRequest request) {
      return TriageResult.of(output(request.taxonomy().categories().get(0)), name());
    }
  }

  private static TriageOutput output(Category category) {
    return new TriageOutput(
        Priority.LOW, category, Sentiment.NEUTRAL, "A summary", List.of("one", "two"));
  }

  static List<Broken<TriageModel>> all() {
    return List.of(
        new Broken<>(
            "name_always_isTheSame",
            "has no name",
            () ->
                new Spoiled() {
                  @Override
                  public String name() {
                    return " ";
                  }
                }),
        new Broken<>(
            "name_always_isTheSame",
            "changes its name",
            () ->
                new Spoiled() {
                  private int asked;

                  @Override
                  public String name() {
                    return "model-" + asked++;
                  }
                }),
        new Broken<>(
            "triage_anyValidTicket_isLabelled",
            "cannot read long tickets",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    if (request.ticket().body().length() > 40_000) {
                      throw new TriageFailedException(
                          FailureReason.REJECTED, "It is too long", List.of());
                    }
                    return super.triage(request);
                  }
                }),
        new Broken<>(
            "triage_anyValidTicket_isLabelled",
            "makes categories up",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    return TriageResult.of(output(Category.of("none")), name());
                  }
                }),
        new Broken<>(
            "triage_anyValidTicket_isLabelled",
            "says that a cache answered",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    return TriageResult.cached(super.triage(request).triage());
                  }
                }),
        new Broken<>(
            "triage_otherTaxonomy_staysWithinIt",
            "knows the standard categories only",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    return TriageResult.of(output(Taxonomy.standard().categories().get(0)), name());
                  }
                }),
        new Broken<>(
            "triage_otherTaxonomy_staysWithinIt",
            "quotes the ticket when it fails",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    throw new TriageFailedException(
                        FailureReason.REJECTED,
                        "Cannot label " + request.ticket().body(),
                        List.of());
                  }
                }),
        new Broken<>(
            "triage_manyThreads_allAreLabelled",
            "labels one ticket at a time",
            () ->
                new Spoiled() {
                  private final Broken.Meeting meeting = new Broken.Meeting();
                  private final AtomicInteger labelling = new AtomicInteger();

                  @Override
                  public TriageResult triage(TriageRequest request) {
                    labelling.incrementAndGet();
                    meeting.await();
                    if (labelling.getAndDecrement() > 1) {
                      throw new ConcurrentModificationException();
                    }
                    return super.triage(request);
                  }
                }),
        new Broken<>(
            "triage_interrupted_staysInterrupted",
            "forgets an interrupt",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    boolean unused = Thread.interrupted();
                    return super.triage(request);
                  }
                }),
        new Broken<>(
            "triage_interrupted_staysInterrupted",
            "takes an interrupt for an outage",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    if (Thread.currentThread().isInterrupted()) {
                      throw new TriageFailedException(
                          FailureReason.UNAVAILABLE, "It went away", List.of());
                    }
                    return super.triage(request);
                  }
                }),
        new Broken<>(
            "triage_null_throws",
            "labels nothing",
            () ->
                new Spoiled() {
                  @Override
                  public TriageResult triage(TriageRequest request) {
                    return TriageResult.of(output(Category.GENERAL), name());
                  }
                }));
  }
}
