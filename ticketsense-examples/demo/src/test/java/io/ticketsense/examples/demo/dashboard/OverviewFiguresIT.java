package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Overview;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cards and charts say what the overview says. */
final class OverviewFiguresIT extends DashboardFixture {

  private static final String COLOUR_OF_BAR =
      """
      (canvas, index) => {
        const chart = Chart.getChart(canvas);
        const bar = chart.getDatasetMeta(0).data[index].getProps(['x', 'y', 'base'], true);
        const zoom = chart.currentDevicePixelRatio;
        const x = bar.base + 0.8 * (bar.x - bar.base);
        // Through a canvas made for reading: reading the chart's own would slow it down.
        const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        pixel.drawImage(canvas, Math.round(x * zoom), Math.round(bar.y * zoom), 1, 1, 0, 0, 1, 1);
        return [...pixel.getImageData(0, 0, 1, 1).data].join();
      }
      """;

  private static final String BLANK = "0,0,0,0";

  /** Numbers of different lengths, one of them zero. */
  private static Overview overview(Instant countedAt) {
    return new Overview(
        2_000,
        Map.of(
            Priority.LOW, 1_200L, Priority.MEDIUM, 30L, Priority.HIGH, 4L, Priority.CRITICAL, 7L),
        categories(0, 1_000, 200, 40, 1),
        Map.of(
            Sentiment.POSITIVE, 11L,
            Sentiment.NEUTRAL, 600L,
            Sentiment.NEGATIVE, 500L,
            Sentiment.ANGRY, 130L),
        Optional.of(countedAt));
  }

  private static Map<Category, Long> categories(long... counts) {
    Map<Category, Long> byCategory = new LinkedHashMap<>();
    for (Category category : Taxonomy.standard().categories()) {
      byCategory.put(category, counts[byCategory.size()]);
    }
    return byCategory;
  }

  private void openOn(Overview overview) {
    store(Seeds.ALL);
    stage.redis().set("triage:overview", JSON.write(overview));
    visit("");
  }

  @Test
  @DisplayName("Cards show the numbers of the overview and their share of the triaged tickets")
  void cards_overview_showItsNumbers() {
    openOn(overview(Instant.now()));
    assertThat(get("card-total-value")).hasText("2,000");
    assertThat(get("card-critical-value")).hasText("7");
    assertThat(get("card-angry-value")).hasText("130");
    assertThat(get("card-technical-value")).hasText("1,000");
    assertThat(get("card-total")).containsText("1,241 triaged, 759 waiting");
    assertThat(get("card-technical")).containsText("81% of triaged");
    assertThat(get("card-critical")).containsText("<1% of triaged");
  }

  @Test
  @DisplayName(
      "Charts list every label in the order of the domain, for eyes and for screen readers")
  void charts_overview_listItsNumbersInOrder() {
    openOn(overview(Instant.now()));
    assertChart(
        "priority",
        List.of("low", "medium", "high", "critical"),
        List.of("1,200", "30", "4", "7"),
        "Bar chart. Priority: Low 1,200, Medium 30, High 4, Critical 7");
    assertChart(
        "category",
        List.of("billing", "technical", "feature_request", "complaint", "general"),
        List.of("0", "1,000", "200", "40", "1"),
        "Bar chart. Category: Billing 0, Technical 1,000, Feature request 200, Complaint 40,"
            + " General 1");
    assertChart(
        "sentiment",
        List.of("positive", "neutral", "negative", "angry"),
        List.of("11", "600", "500", "130"),
        "Bar chart. Sentiment: Positive 11, Neutral 600, Negative 500, Angry 130");
  }

  private void assertChart(String field, List<String> labels, List<String> counts, String words) {
    Locator table = get("chart-" + field + "-table").locator("tbody tr");
    assertThat(table.evaluateAll("rows => rows.map(row => row.dataset.label)")).isEqualTo(labels);
    assertThat(table.locator("td.count")).hasText(counts.toArray(String[]::new));
    Locator canvas = get("chart-" + field).locator("canvas");
    assertThat(canvas).hasAttribute("role", "img");
    assertThat(canvas).hasAttribute("aria-label", words);
  }

  @Test
  @DisplayName("Bars are drawn as long as their numbers say, each in the colour of its label")
  void charts_overview_areDrawn() {
    open(Seeds.ALL);
    for (String field : List.of("priority", "sentiment")) {
      List<String> colours =
          List.of(colour(field, 0), colour(field, 1), colour(field, 2), colour(field, 3));
      assertThat(colours).as(field).doesNotHaveDuplicates();
    }
    colour("category", 4);
    Map<Priority, Long> counts = backend().overviews().read().orElseThrow().byPriority();
    double low = length("priority", 0);
    double critical = length("priority", 3);
    assertThat(critical / low)
        .isCloseTo(
            counts.get(Priority.CRITICAL) / (double) counts.get(Priority.LOW), Offset.offset(0.02));
  }

  /** Waits until a bar is drawn and returns its colour. */
  private String colour(String field, int index) {
    Locator canvas = get("chart-" + field).locator("canvas");
    page.waitForFunction(
        "([canvas, index, blank]) => (" + COLOUR_OF_BAR + ")(canvas, index) !== blank",
        List.of(canvas.elementHandle(), index, BLANK));
    return (String) canvas.evaluate(COLOUR_OF_BAR, index);
  }

  private double length(String field, int index) {
    return ((Number)
            get("chart-" + field)
                .locator("canvas")
                .evaluate(
                    """
                    (canvas, index) => {
                      const bar = Chart.getChart(canvas).getDatasetMeta(0).data[index];
                      const { x, base } = bar.getProps(['x', 'base'], true);
                      return x - base;
                    }
                    """,
                    index))
        .doubleValue();
  }

  @Test
  @DisplayName("Refreshing counts what came meanwhile, and says that it is done")
  void refresh_newTicket_isCounted() {
    open(Seeds.ALL.subList(1, Seeds.ALL.size()));
    assertThat(get("card-total-value")).hasText("299");
    backend().tickets().insert(Seeds.ALL.get(0).ticket());
    get("refresh-button").click();
    assertThat(get("card-total-value")).hasText("300");
    assertThat(get("refresh-status")).hasText("Overview refreshed");
    assertThat(get("live-region")).hasText("Overview refreshed: 300 tickets.");
    assertThat(get("card-total")).containsText("299 triaged, 1 waiting");
  }

  @Test
  @DisplayName("The age of the numbers goes up while the page is looked at")
  void age_timePasses_goesUp() {
    openOn(overview(Instant.now().minusSeconds(54)));
    assertThat(get("data-age")).hasText(Pattern.compile("Counted (5. seconds|1 minute) ago"));
    assertThat(get("data-age")).hasAttribute("title", Pattern.compile(".*\\(UTC\\)"));
    assertThat(get("data-age")).hasText("Counted 1 minute ago");
  }

  @Test
  @DisplayName("Numbers that another process has counted show up by themselves")
  void overview_countedElsewhere_isShownWithoutReload() {
    page.clock().install();
    open(Seeds.ALL.subList(100, 300));
    assertThat(get("card-total-value")).hasText("200");
    store(Seeds.ALL.subList(0, 100));
    page.clock().runFor(15_000);
    assertThat(get("card-total-value")).hasText("300");
    assertThat(rows()).hasCount(10);
  }
}
