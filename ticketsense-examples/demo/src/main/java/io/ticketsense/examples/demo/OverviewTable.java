package io.ticketsense.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.json.TriageJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The overview as people read it on a terminal: three columns of labels and counts. */
final class OverviewTable {

  private static final String GAP = "    ";

  private OverviewTable() {}

  static void print(Overview overview, Output output) {
    output.result(text(overview), json(overview));
  }

  static String text(Overview overview) {
    List<List<String>> columns =
        List.of(
            column("Priority", overview.byPriority(), Priority::label),
            column("Category", overview.byCategory(), Category::label),
            column("Sentiment", overview.bySentiment(), Sentiment::label));
    int height = columns.stream().mapToInt(List::size).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(overview.totalTickets())
        .append(" tickets, ")
        .append(overview.triagedTickets())
        .append(" triaged")
        .append(System.lineSeparator());
    for (int row = 0; row < height; row++) {
      StringBuilder line = new StringBuilder();
      for (List<String> column : columns) {
        String blank = " ".repeat(column.get(0).length());
        line.append(row < column.size() ? column.get(row) : blank).append(GAP);
      }
      text.append(System.lineSeparator()).append(line.toString().stripTrailing());
    }
    return text.toString();
  }

  /** Lines of equal width: the title, then labels to the left and counts to the right. */
  private static <L> List<String> column(
      String title, Map<L, Long> counts, Function<L, String> name) {
    int labelWidth = counts.keySet().stream().map(name).mapToInt(String::length).max().orElse(0);
    int countWidth =
        counts.values().stream().mapToInt(count -> count.toString().length()).max().orElse(0);
    int width = Math.max(title.length(), labelWidth + 2 + countWidth);
    List<String> lines = new ArrayList<>();
    lines.add(title + " ".repeat(width - title.length()));
    counts.forEach(
        (label, count) -> {
          String left = name.apply(label);
          lines.add(left + " ".repeat(width - left.length() - count.toString().length()) + count);
        });
    return lines;
  }

  private static JsonNode json(Overview overview) {
    try {
      return new ObjectMapper().readTree(new TriageJson(Taxonomy.standard()).write(overview));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Our own JSON can be read", e);
    }
  }
}
