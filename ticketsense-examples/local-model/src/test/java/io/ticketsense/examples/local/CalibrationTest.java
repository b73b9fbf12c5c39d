package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CalibrationTest {

  @Test
  @DisplayName("A classifier that is right three times in four is made three quarters sure")
  void sharpness_threeInFourRight_givesThatProbability() {
    Calibration<String> calibration = new Calibration<>(List.of("a", "b"));
    for (int i = 0; i < 100; i++) {
      calibration.add(new double[] {2, 0}, i % 4 == 0 ? "b" : "a");
    }

    double sharpness = calibration.sharpness();

    assertThat(1 / (1 + Math.exp(-2 * sharpness))).isCloseTo(0.75, within(0.02));
  }

  @Test
  @DisplayName("A classifier that guesses is made to say so")
  void sharpness_guesses_areUnsure() {
    Calibration<String> calibration = new Calibration<>(List.of("a", "b"));
    for (int i = 0; i < 100; i++) {
      calibration.add(new double[] {2, 0}, i % 2 == 0 ? "b" : "a");
    }

    assertThat(calibration.sharpness()).isLessThan(0.05);
  }
}
