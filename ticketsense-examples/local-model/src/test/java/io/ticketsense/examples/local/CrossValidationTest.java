package io.ticketsense.examples.local;

import static io.ticketsense.examples.local.Answers.accuracy;
import static io.ticketsense.examples.local.Answers.macroF1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.evaluation.Evaluation;
import io.ticketsense.evaluation.LabelField;
import io.ticketsense.evaluation.LabelledTicket;
import io.ticketsense.evaluation.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Floors lie some three points, the sampling error, below what was measured; see the README. */
final class CrossValidationTest {

  private static final int FOLDS = 5;
  private static final long SEED = 1;

  private static final LocalModelTrainer TRAINER = TestTraining.TRAINER;
  private static final Map<String, Evaluation> THEMES = new LinkedHashMap<>();
  private static final Map<String, Evaluation> RANDOM = new LinkedHashMap<>();
  private static final Map<String, Evaluation> ORDINARY = new LinkedHashMap<>();
  private static final List<Double> CALIBRATION = new ArrayList<>();

  private static List<LabelledTicket> labelled;
  private static List<Example> tickets;
  private static CrossValidation validation;

  @BeforeAll
  static void run() throws Exception {
    labelled = TrainLocalModel.read(SeedFolder.REAL).labelled();
    tickets = labelled.stream().map(Example::of).toList();
    validation = new CrossValidation(TRAINER, tickets);
    List<Evidence> evidence = TRAINER.evidence(tickets);
    ZeroShot zeroShot = new ZeroShot();
    TrainedModel prototypes = TRAINER.train(List.of(), Prototypes.read());

    int[] themes = validation.themes();
    List<LocalPrediction> fused = validation.fused(themes);
    score(THEMES, "majority class", labelled, validation.majority(themes));
    score(THEMES, "TF-IDF of the tickets", labelled, validation.termsOnly(themes));
    score(THEMES, "similarity to the definitions", labelled, zeroShot.label(evidence));
    score(THEMES, "prototypes only", labelled, labels(prototypes, evidence));
    score(THEMES, "this model", labelled, labels(fused));
    calibration(tickets.stream().map(Example::labels).toList(), fused);

    int[] random = validation.random(FOLDS, SEED);
    score(RANDOM, "majority class", labelled, validation.majority(random));
    score(RANDOM, "TF-IDF of the tickets", labelled, validation.termsOnly(random));
    score(RANDOM, "this model", labelled, labels(validation.uncalibrated(random)));

    List<Example> ordinary = Prototypes.read("ordinary.txt");
    List<LabelledTicket> expected =
        Answers.tickets(ordinary.stream().map(Example::labels).toList());
    List<Evidence> texts = TRAINER.evidence(ordinary);
    score(ORDINARY, "similarity to the definitions", expected, zeroShot.label(texts));
    score(ORDINARY, "prototypes only", expected, labels(prototypes, texts));
    score(ORDINARY, "this model", expected, labels(shipped(), texts));

    print("A theme left out", THEMES);
    System.out.printf(
        Locale.ROOT, "Expected calibration error: %.3f %.3f %.3f%n", CALIBRATION.toArray());
    print("A random fifth left out", RANDOM);
    print("Ordinary tickets", ORDINARY);
  }

  @Test
  @DisplayName("On a theme it has not seen, the model does as well as the README says")
  void themes_fused_reachesFloor() {
    Scores scores = THEMES.get("this model").overall();

    assertThat(macroF1(scores, LabelField.PRIORITY)).isGreaterThan(0.38);
    assertThat(accuracy(scores, LabelField.CATEGORY)).isGreaterThan(0.57);
    assertThat(macroF1(scores, LabelField.CATEGORY)).isGreaterThan(0.44);
    assertThat(macroF1(scores, LabelField.SENTIMENT)).isGreaterThan(0.38);
  }

  @Test
  @DisplayName("It beats the majority, plain TF-IDF and similarity in macro-F1 of every field")
  void themes_fused_beatsEveryBaseline() {
    Scores fused = THEMES.get("this model").overall();

    for (String baseline :
        List.of("majority class", "TF-IDF of the tickets", "similarity to the definitions")) {
      Scores other = THEMES.get(baseline).overall();
      assertThat(macroF1(fused, LabelField.PRIORITY))
          .as(baseline)
          .isGreaterThan(macroF1(other, LabelField.PRIORITY));
      assertThat(macroF1(fused, LabelField.CATEGORY))
          .as(baseline)
          .isGreaterThan(macroF1(other, LabelField.CATEGORY));
      assertThat(macroF1(fused, LabelField.SENTIMENT))
          .as(baseline)
          .isGreaterThan(macroF1(other, LabelField.SENTIMENT));
    }
  }

  @Test
  @DisplayName("On ordinary tickets it is right far more often than on the misleading ones")
  void ordinary_fused_reachesFloor() {
    Scores scores = ORDINARY.get("this model").overall();

    assertThat(accuracy(scores, LabelField.PRIORITY)).isGreaterThan(0.80);
    assertThat(accuracy(scores, LabelField.CATEGORY)).isGreaterThan(0.82);
    assertThat(macroF1(scores, LabelField.SENTIMENT)).isGreaterThan(0.75);
    assertThat(scores.severeErrors().ids()).isEmpty();
  }

  @Test
  @DisplayName("On unseen themes, stated probabilities differ little from the share that is right")
  void themes_probabilities_areCalibrated() {
    assertThat(CALIBRATION).hasSize(3).allMatch(error -> error < 0.15);
  }

  @Test
  @DisplayName("With labels dealt out by chance nothing can be learnt, and the measure shows it")
  void random_shuffledLabels_doNotBeatMajority() throws InterruptedException {
    List<Example> shuffled = new ArrayList<>(tickets);
    Collections.shuffle(shuffled, new Random(SEED));
    List<Example> mixed = new ArrayList<>();
    for (int i = 0; i < tickets.size(); i++) {
      Example ticket = tickets.get(i);
      mixed.add(
          new Example(ticket.theme(), ticket.subject(), ticket.body(), shuffled.get(i).labels()));
    }
    List<LabelledTicket> truth = Answers.tickets(mixed.stream().map(Example::labels).toList());
    CrossValidation chance = new CrossValidation(TRAINER, mixed);
    int[] folds = chance.random(FOLDS, SEED);

    Scores learnt = Answers.evaluate("terms", truth, chance.termsOnly(folds)).overall();
    Scores majority = Answers.evaluate("majority", truth, chance.majority(folds)).overall();

    assertThat(accuracy(learnt, LabelField.CATEGORY))
        .isLessThan(accuracy(majority, LabelField.CATEGORY) + 0.05);
  }

  private static void score(
      Map<String, Evaluation> table, String name, List<LabelledTicket> truth, List<Labels> told)
      throws InterruptedException {
    table.put(name, Answers.evaluate(name, truth, told));
  }

  private static void calibration(List<Labels> truth, List<LocalPrediction> predictions) {
    CalibrationError priority = new CalibrationError();
    CalibrationError category = new CalibrationError();
    CalibrationError sentiment = new CalibrationError();
    for (int i = 0; i < truth.size(); i++) {
      priority.add(predictions.get(i).priority(), truth.get(i).priority());
      category.add(predictions.get(i).category(), truth.get(i).category());
      sentiment.add(predictions.get(i).sentiment(), truth.get(i).sentiment());
    }
    CALIBRATION.addAll(List.of(priority.value(), category.value(), sentiment.value()));
  }

  private static TrainedModel shipped() throws IOException {
    try (InputStream stream = Resources.open(ModelFile.NAME)) {
      return ModelFile.read(stream);
    }
  }

  private static List<Labels> labels(TrainedModel model, List<Evidence> texts) {
    return labels(texts.stream().map(text -> model.predict(text, category -> true)).toList());
  }

  private static List<Labels> labels(List<LocalPrediction> predictions) {
    return predictions.stream()
        .map(p -> new Labels(p.priority().label(), p.category().label(), p.sentiment().label()))
        .toList();
  }

  private static void print(String title, Map<String, Evaluation> table) {
    System.out.println(title + System.lineSeparator() + Answers.HEADER);
    table.values().forEach(scored -> System.out.println(Answers.row(scored)));
  }
}
