package io.ticketsense.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes elements of a page; whatever text it is given, it escapes. */
final class HtmlPage {

  /** Shades of a confusion matrix, from 0 for none to 9 for all. */
  static final int SHADES = 10;

  private final StringBuilder body = new StringBuilder();

  void open(String element) {
    open(element, "");
  }

  void open(String element, String cssClass) {
    body.append('<').append(element).append(attribute(cssClass)).append(">\n");
  }

  void close(String element) {
    body.append("</").append(element).append(">\n");
  }

  void element(String element, String cssClass, String text) {
    body.append('<').append(element).append(attribute(cssClass)).append('>');
    body.append(escape(text)).append("</").append(element).append(">\n");
  }

  void row(String element, String cssClass, String... cells) {
    open("tr");
    for (String cell : cells) {
      element(element, cssClass, cell);
    }
    close("tr");
  }

  void list(List<String> items) {
    open("ul");
    items.forEach(item -> element("li", "", item));
    close("ul");
  }

  /** A cell with a score, its interval, and both as a bar. */
  void estimate(Estimate estimate) {
    body.append("<td class=\"score\"><b>").append(Numbers.score(estimate.value())).append("</b> ");
    body.append("<span>[").append(Numbers.score(estimate.low())).append(", ");
    body.append(Numbers.score(estimate.high())).append("]</span>");
    body.append(
        String.format(
            Locale.ROOT,
            "<i class=\"bar\" aria-hidden=\"true\"><i class=\"reach\" style=\"left:%.1f%%;"
                + "width:%.1f%%\"></i><i class=\"dot\" style=\"left:%.1f%%\"></i></i></td>\n",
            percent(estimate.low()),
            percent(estimate.high()) - percent(estimate.low()),
            percent(estimate.value())));
  }

  /** A cell with a difference, its interval, and how likely chance alone makes it. */
  void difference(Difference difference) {
    body.append("<td class=\"difference\">").append(Numbers.difference(difference));
    body.append("<span>p ").append(escape(Numbers.pValue(difference.pValue())));
    body.append("</span></td>\n");
  }

  /** A kappa may be below zero, where the bar begins. */
  private static double percent(double share) {
    return 100 * Math.max(0, Math.min(1, share));
  }

  void confusion(FieldScores field) {
    ConfusionMatrix confusion = field.confusion();
    List<String> labels = confusion.labels();
    boolean failures = labels.stream().anyMatch(label -> confusion.failed(label) > 0);
    open("table", "confusion");
    String severe = field.field() == LabelField.PRIORITY ? " Red frame: severe errors." : "";
    element(
        "caption",
        "",
        "Rows: expected. Columns: told. Shade: share of the row. Blue: right." + severe);
    open("tr");
    element("th", "corner", "expected \\ told");
    labels.forEach(label -> element("th", "", label));
    if (failures) {
      element("th", "", "failed");
    }
    close("tr");
    for (String expected : labels) {
      open("tr");
      element("th", "", expected);
      int support = confusion.support(expected);
      for (String told : labels) {
        String kind = expected.equals(told) ? "hit" : "miss";
        boolean isSevere =
            field.field() == LabelField.PRIORITY
                && expected.equals(FieldMeasure.CRITICAL)
                && told.equals(FieldMeasure.LOW);
        shaded(confusion.count(expected, told), support, kind, isSevere ? " severe" : "");
      }
      if (failures) {
        shaded(confusion.failed(expected), support, "miss", "");
      }
      close("tr");
    }
    close("table");
  }

  private void shaded(int count, int support, String kind, String mark) {
    int shade = (int) Math.ceil((SHADES - 1) * FieldMeasure.ratio(count, support));
    element("td", kind + " " + kind + shade + mark, String.valueOf(count));
  }

  String html(String title) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
        + " style-src 'unsafe-inline'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + escape(title)
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("evaluation.css")) {
      if (css == null) {
        throw new IllegalStateException("evaluation.css is missing from the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String attribute(String cssClass) {
    return cssClass.isEmpty() ? "" : " class=\"" + cssClass + "\"";
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
