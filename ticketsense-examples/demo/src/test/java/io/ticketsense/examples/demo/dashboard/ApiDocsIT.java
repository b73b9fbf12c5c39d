package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ApiDocsIT extends DashboardFixture {

  @Test
  @DisplayName("The documentation lists every operation, from this server alone")
  void docs_open_listsOperations() throws Exception {
    page.navigate(address() + "/docs");
    assertThat(page.locator(".opblock").first()).isVisible();
    JsonNode document =
        new ObjectMapper().readTree(page.request().get(address() + "/openapi.json").body());
    List<String> expected = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> expected.add(method + " " + path.getKey())));
    expected.removeIf(operation -> !operation.matches("(get|post|put|delete|patch|head) .*"));
    assertThat(expected).hasSizeGreaterThan(5);
    Locator shown = page.locator(".opblock");
    assertThat(shown).hasCount(expected.size());
    List<String> operations = new ArrayList<>();
    for (Locator block : shown.all()) {
      operations.add(
          block.locator(".opblock-summary-method").textContent().toLowerCase(Locale.ROOT)
              + " "
              + block.locator(".opblock-summary-path").getAttribute("data-path"));
    }
    assertThat(operations).containsExactlyInAnyOrderElementsOf(expected);
    screenshot("docs");
    shown.first().locator(".opblock-summary-control").click();
    assertThat(shown.first().locator(".opblock-body")).isVisible();
  }
}
