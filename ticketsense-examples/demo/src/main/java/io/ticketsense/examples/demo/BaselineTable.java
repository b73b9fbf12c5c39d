package io.ticketsense.examples.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.evaluation.Evaluation;
import io.ticketsense.evaluation.LabelField;
import io.ticketsense.evaluation.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model beside simple ways to label the same tickets.
 *
 * @param model what is evaluated
 * @param baselines what it must beat to be worth anything
 */
record BaselineTable(Evaluation model, List<Evaluation> baselines) {

  private static final int WIDTH = 20;

  /** Returns a table for people. */
  String text() {
    List<Evaluation> rows = new ArrayList<>(baselines);
    rows.add(model);
    int width = rows.stream().mapToInt(row -> row.model().length()).max().orElseThrow();
    StringBuilder text = new StringBuilder("Beside simple models (accuracy / macro F1)\n");
    text.append("  ").append(pad("labels by", width));
    for (LabelField field : LabelField.values()) {
      text.append(pad(field.label(), WIDTH));
    }
    for (Evaluation row : rows) {
      text.append("\n  ").append(pad(row.model(), width));
      for (LabelField field : LabelField.values()) {
        text.append(
            pad(
                String.format(
                    Locale.ROOT,
                    "%.3f / %.3f",
                    score(row, field, Metric.ACCURACY),
                    score(row, field, Metric.MACRO_F1)),
                WIDTH));
      }
    }
    return text.toString().replaceAll(" +(?=\n|$)", "");
  }

  /** Returns the baselines for programs. */
  ArrayNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Evaluation baseline : baselines) {
      ObjectNode node = array.addObject().put("model", baseline.model());
      for (LabelField field : LabelField.values()) {
        node.putObject(field.label())
            .put("accuracy", score(baseline, field, Metric.ACCURACY))
            .put("macro_f1", score(baseline, field, Metric.MACRO_F1));
      }
    }
    return array;
  }

  private static double score(Evaluation evaluation, LabelField field, Metric metric) {
    return evaluation.overall().field(field).metric(metric).orElseThrow().value();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()) + 2);
  }
}
