package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FirstLoadIT extends DashboardFixture {

  private static final int MAX_FILES = 20;
  private static final int MAX_BYTES = 400_000;

  /** What the page has to ask the API for before it can show anything. */
  private static final Set<String> CALLS = Set.of("/overview", "/sample", "/bulk", "/ready");

  /** As files have them, not as they are compressed on their way. */
  private static final String BYTES =
      """
      performance.getEntries()
        .filter(entry => ['navigation', 'resource'].includes(entry.entryType))
        .reduce((sum, entry) => sum + entry.decodedBodySize, 0)
      """;

  @Test
  @DisplayName("The first load is small: few files, and one call for each part of it")
  void firstLoad_seeds_isSmall() {
    open(Seeds.ALL);
    assertThat(rows()).hasCount(10);
    page.waitForFunction("() => Chart.getChart(document.querySelector('canvas'))");
    List<String> paths = watch.requests().stream().map(r -> URI.create(r.url()).getPath()).toList();
    List<String> files = paths.stream().filter(path -> !CALLS.contains(path)).toList();
    List<String> calls = paths.stream().filter(CALLS::contains).toList();
    int bytes = ((Number) page.evaluate(BYTES)).intValue();
    System.out.printf(
        "First load: %d files, %d calls, %d bytes, %s ms%n",
        files.size(),
        calls.size(),
        bytes,
        page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"));
    assertThat(files).hasSizeLessThanOrEqualTo(MAX_FILES);
    assertThat(calls).doesNotHaveDuplicates();
    assertThat(bytes).isBetween(MAX_BYTES / 10, MAX_BYTES);
  }
}
