package io.ticketsense.examples.demo;

import io.ticketsense.evaluation.Evaluator;
import io.ticketsense.evaluation.LabelledTicket;
import io.ticketsense.examples.local.LocalBaseline;
import io.ticketsense.examples.local.LocalModelTrainer;
import io.ticketsense.examples.local.LocalTriageModel;
import io.ticketsense.port.TriageModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model to evaluate, by the name that the command line has for it. */
final class EvaluateModel {

  private static final String LOCAL = "local";
  private static final String GROQ = "groq";
  private static final String SEEN =
      "CAUTION: the local model has learnt from these very tickets. On others it is not as good.";

  /**
   * A model that is ready to be asked.
   *
   * @param evaluator what asks it
   * @param baselines what asks the models to show beside it
   * @param note what to know before it is asked
   * @param models what to close
   */
  record Opened(
      Evaluator.Builder evaluator,
      List<Evaluator.Builder> baselines,
      Optional<String> note,
      Optional<Models> models)
      implements AutoCloseable {

    @Override
    public void close() {
      models.ifPresent(Models::close);
    }
  }

  private final boolean local;
  private final Settings settings;

  private EvaluateModel(boolean local, Settings settings) {
    this.local = local;
    this.settings = settings;
  }

  static boolean isName(String text) {
    return text.equals(LOCAL) || text.equals(GROQ);
  }

  boolean isLocal() {
    return local;
  }

  /**
   * Finds a model.
   *
   * @param name null for the one that the settings ask for
   * @param option that named it
   */
  static EvaluateModel named(@Nullable String name, String option, Settings settings) {
    boolean groqIsThere = settings.groqApiKey().isPresent() || settings.groqBaseUrl().isPresent();
    if (name == null) {
      return new EvaluateModel(!groqIsThere, settings);
    }
    if (!isName(name)) {
      throw new ConfigurationException(option + " must be " + LOCAL + " or " + GROQ);
    }
    if (name.equals(GROQ) && !groqIsThere) {
      throw new ConfigurationException(
          option + " " + GROQ + " needs GROQ_API_KEY or GROQ_BASE_URL");
    }
    return new EvaluateModel(name.equals(LOCAL), settings);
  }

  /**
   * Loads the model.
   *
   * @param tickets that it is to be asked about
   * @param asShipped whether to ask a model even about tickets that it has learnt from
   */
  Opened open(EvaluateData.Read tickets, boolean asShipped) {
    if (local && tickets.seeds() && !asShipped) {
      return heldOut(tickets);
    }
    Models models = local ? new Models(LocalTriageModel.load(), List.of()) : Models.of(settings);
    Evaluator.Builder evaluator = Evaluator.builder(models.model());
    if (!local || !tickets.seeds()) {
      return new Opened(evaluator, List.of(), Optional.empty(), Optional.of(models));
    }
    return new Opened(
        evaluator.name(models.model().name() + " (has learnt from these tickets)"),
        List.of(),
        Optional.of(SEEN),
        Optional.of(models));
  }

  /** Trains models for each group that is asked about, when it is first asked for. */
  private static Opened heldOut(EvaluateData.Read tickets) {
    LocalModelTrainer trainer = new LocalModelTrainer();
    long groups = tickets.asked().stream().map(LabelledTicket::group).distinct().count();
    return new Opened(
        perGroup("local (each theme by a model trained on the others)", tickets, trainer::train),
        Arrays.stream(LocalBaseline.values())
            .map(
                baseline ->
                    perGroup(
                        baseline.title(),
                        tickets,
                        training -> trainer.trainBaseline(baseline, training)))
            .toList(),
        Optional.of(
            "Training the local model "
                + groups
                + " times, each time without a theme that it is asked about; this takes some minutes"),
        Optional.empty());
  }

  private static Evaluator.Builder perGroup(
      String name,
      EvaluateData.Read tickets,
      Function<List<LabelledTicket>, TriageModel> training) {
    Map<String, TriageModel> models = new ConcurrentHashMap<>();
    return Evaluator.perGroup(
        name,
        group ->
            models.computeIfAbsent(
                group,
                leftOut ->
                    training.apply(
                        tickets.all().stream()
                            .filter(ticket -> !ticket.group().equals(Optional.of(leftOut)))
                            .toList())));
  }
}
