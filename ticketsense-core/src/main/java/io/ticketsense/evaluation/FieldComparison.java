package io.ticketsense.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which of two models finds a field better.
 *
 * @param field the field
 * @param onlyFirst tickets that only the first model is right on
 * @param onlySecond tickets that only the second model is right on
 * @param pValue of McNemar's exact test: how likely these two numbers would differ so much by
 *     chance, were both equally good
 * @param differences of every score that the field has, second minus first, unmodifiable
 */
public record FieldComparison(
    LabelField field,
    int onlyFirst,
    int onlySecond,
    double pValue,
    Map<Metric, Difference> differences) {

  private static final double SIGNIFICANT = 0.05;

  /** Creates a comparison. */
  public FieldComparison {
    differences = Collections.unmodifiableMap(new EnumMap<>(differences));
  }

  /** Says in a sentence what the test means. */
  String sentence(String first, String second) {
    if (onlyFirst == onlySecond) {
      return String.format(
          Locale.ROOT,
          "%s: both are right on equally many tickets, each on %d that the other gets wrong.",
          field.label(),
          onlyFirst);
    }
    boolean firstWins = onlyFirst > onlySecond;
    return String.format(
        Locale.ROOT,
        "%s: %s is right on %d tickets that %s gets wrong, and wrong on %d that it gets right;"
            + " chance alone would part two equally good models this far in %s of cases, so %s.",
        field.label(),
        firstWins ? first : second,
        Math.max(onlyFirst, onlySecond),
        firstWins ? second : first,
        Math.min(onlyFirst, onlySecond),
        Numbers.chance(pValue),
        pValue < SIGNIFICANT
            ? "the difference is likely real"
            : "these tickets do not show that they differ");
  }
}
