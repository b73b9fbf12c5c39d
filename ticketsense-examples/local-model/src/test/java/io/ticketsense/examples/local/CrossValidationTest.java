package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.examples.local.CrossValidation.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CrossValidationTest {

  private static final int FOLDS = 5;
  private static final long SEED = 1;

  private static List<SeedTicket> seeds;
  private static List<Score> random;
  private static List<Score> batches;

  @BeforeAll
  static void run() throws IOException {
    seeds = SeedData.read(SeedFolder.REAL).labelled();
    CrossValidation validation = new CrossValidation(seeds);
    random = validation.randomFolds(FOLDS, SEED);
    batches = validation.batches();
    System.out.println(CrossValidation.HEADER);
    random.forEach(score -> System.out.println(score.row()));
    batches.forEach(score -> System.out.println(score.row()));
  }

  @Test
  @DisplayName("On tickets it has not seen, the category is right far more often than the majority")
  void randomFolds_category_beatsMajority() {
    Score category = random.get(1);

    assertThat(category.field()).isEqualTo("category");
    assertThat(category.accuracy()).isGreaterThan(category.majorityAccuracy() + 0.10);
    assertThat(category.defensible()).isGreaterThan(category.majorityDefensible() + 0.10);
  }

  @Test
  @DisplayName("On a theme it has not seen, the category still beats the majority")
  void batches_category_beatsMajority() {
    assertThat(batches.get(1).accuracy()).isGreaterThan(batches.get(1).majorityAccuracy() + 0.05);
  }

  @Test
  @DisplayName("No label is forgotten: in every field macro-F1 is far above the majority's")
  void allFolds_everyField_knowsRareLabels() {
    List<Score> all = new ArrayList<>(random);
    all.addAll(batches);

    assertThat(all).hasSize(6).allMatch(score -> score.macroF1() > 1.8 * score.majorityF1());
  }

  @Test
  @DisplayName("With labels dealt out by chance nothing can be learnt, and the measure shows it")
  void randomFolds_shuffledLabels_doNotBeatMajority() {
    List<SeedTicket> shuffled = new ArrayList<>(seeds);
    Collections.shuffle(shuffled, new Random(SEED));
    List<SeedTicket> mixed = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      SeedTicket other = shuffled.get(i);
      mixed.add(
          new SeedTicket(
              seeds.get(i).batch(),
              seeds.get(i).ticket(),
              other.labels(),
              other.priorities(),
              other.categories(),
              other.sentiments()));
    }

    Score category = new CrossValidation(mixed).randomFolds(FOLDS, SEED).get(1);

    assertThat(category.accuracy()).isLessThan(category.majorityAccuracy() + 0.05);
  }
}
