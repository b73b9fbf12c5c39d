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
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floors lie some three points, the sampling error, below what was measured; see the README. */
@Tag("slow")
final class CrossValidationTest {

  private static final int FOLDS = 5;
  private static final long SEED = 1;

  private static final LocalModelTrainer TRAINER = TestTraining.TRAINER;
  private static final Map<String, Evaluation> THEMES = new LinkedHashMap<>();
  private static final Map<String, Evaluation> RANDOM = new LinkedHashMap<>();
  private static final Map<String, Map<String, Evaluation>> OTHERS = new LinkedHashMap<>();
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
    score(THEMES, "similarity to the definitions", labelled, labels(zeroShot::label, tickets));
    score(THEMES, "prototypes only", labelled, labels(prototypes, evidence));
    score(THEMES, "this model", labelled, labels(fused));
    calibration(tickets.stream().map(Example::labels).toList(), fused);

    int[] random = validation.random(FOLDS, SEED);
    score(RANDOM, "majority class", labelled, validation.majority(random));
    score(RANDOM, "TF-IDF of the tickets", labelled, validation.termsOnly(random));
    score(RANDOM, "this model", labelled, labels(validation.uncalibrated(random)));

    for (String file :
        List.of("ordinary.txt", "others.txt", "unseen.txt", "themed.txt", "languages.txt")) {
      OTHERS.put(file, others(file, zeroShot, prototypes));
    }

    print("A theme left out", THEMES);
    System.out.printf(
        Locale.ROOT, "Expected calibration error: %.3f %.3f %.3f%n", CALIBRATION.toArray());
    print("A random fifth left out", RANDOM);
    OTHERS.forEach(CrossValidationTest::print);
  }

  /** Scores models that were trained on all seed tickets on tickets of other authors. */
  private static Map<String, Evaluation> others(
      String file, ZeroShot zeroShot, TrainedModel prototypes) throws Exception {
    List<Example> texts = Prototypes.read(file);
    List<LabelledTicket> expected = Answers.tickets(texts.stream().map(Example::labels).toList());
    List<Evidence> evidence = TRAINER.evidence(texts);
    Function<Message, Labels> majority = Baselines.majority(tickets);
    Function<Message, Labels> terms = Baselines.terms(tickets, TRAINER.evidence(tickets));
    Map<String, Evaluation> table = new LinkedHashMap<>();
    score(table, "majority class", expected, labels(majority, texts));
    score(table, "TF-IDF of the tickets", expected, labels(terms, texts));
    score(table, "similarity to the definitions", expected, labels(zeroShot::label, texts));
    score(table, "prototypes only", expected, labels(prototypes, evidence));
    score(table, "this model", expected, labels(shipped(), evidence));
    return table;
  }

  @Test
  @DisplayName("On a theme it has not seen, the model does as well as the README says")
  void themes_fused_reachesFloor() {
    Scores scores = THEMES.get("this model").overall();

    assertThat(macroF1(scores, LabelField.PRIORITY)).isGreaterThan(0.46);
    assertThat(accuracy(scores, LabelField.CATEGORY)).isGreaterThan(0.63);
    assertThat(macroF1(scores, LabelField.CATEGORY)).isGreaterThan(0.53);
    assertThat(macroF1(scores, LabelField.SENTIMENT)).isGreaterThan(0.50);
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

  @ParameterizedTest
  @CsvSource({
    "ordinary.txt,  0.88, 0.88, 0.87, 0.86, 0.86",
    "others.txt,    0.71, 0.66, 0.84, 0.81, 0.75",
    "unseen.txt,    0.69, 0.64, 0.75, 0.74, 0.79",
    "themed.txt,    0.67, 0.64, 0.80, 0.78, 0.73",
    "languages.txt, 0.68, 0.67, 0.77, 0.72, 0.74"
  })
  @DisplayName("On tickets of other authors it does as well as the README says")
  void others_fused_reachesFloor(
      String file,
      double priority,
      double priorityF1,
      double category,
      double categoryF1,
      double sentimentF1) {
    Scores scores = OTHERS.get(file).get("this model").overall();

    assertThat(accuracy(scores, LabelField.PRIORITY)).isGreaterThan(priority);
    assertThat(macroF1(scores, LabelField.PRIORITY)).isGreaterThan(priorityF1);
    assertThat(accuracy(scores, LabelField.CATEGORY)).isGreaterThan(category);
    assertThat(macroF1(scores, LabelField.CATEGORY)).isGreaterThan(categoryF1);
    assertThat(macroF1(scores, LabelField.SENTIMENT)).isGreaterThan(sentimentF1);
    assertThat(scores.severeErrors().ids()).as("told low, is critical").hasSizeLessThan(3);
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

  private static List<Labels> labels(Function<Message, Labels> labeller, List<Example> texts) {
    return texts.parallelStream().map(text -> labeller.apply(text.message())).toList();
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
