package io.ticketsense.examples.demo;

import io.ticketsense.evaluation.LabelField;
import io.ticketsense.evaluation.Metric;
import io.ticketsense.evaluation.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code --min} asks for. */
final class EvaluateThresholds {

  private static final Pattern MINIMUM =
      Pattern.compile("([a-z]+)\\.([a-z0-9_]+)=(-?\\d{1,9}(?:\\.\\d{1,17})?)");

  private EvaluateThresholds() {}

  static Thresholds of(List<String> minima) {
    Thresholds thresholds = Thresholds.none();
    for (String minimum : minima) {
      thresholds = with(thresholds, minimum);
    }
    return thresholds;
  }

  private static Thresholds with(Thresholds thresholds, String minimum) {
    Matcher parts = MINIMUM.matcher(minimum);
    if (parts.matches()) {
      Optional<LabelField> field = LabelField.ofLabel(parts.group(1));
      Optional<Metric> metric = Metric.ofLabel(parts.group(2));
      if (field.isPresent() && metric.isPresent()) {
        try {
          return thresholds.atLeast(field.get(), metric.get(), Double.parseDouble(parts.group(3)));
        } catch (IllegalArgumentException e) {
          throw new ConfigurationException("--min: " + e.getMessage());
        }
      }
    }
    throw new ConfigurationException(
        "--min must look like category.accuracy=0.8, with priority, category or sentiment, and"
            + " accuracy, acceptable_accuracy, macro_f1 or weighted_kappa");
  }
}
