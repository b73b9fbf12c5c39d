package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page without a mouse, without good eyes, without patience for motion. */
final class AccessibilityIT extends DashboardFixture {

  /** The last of the places that Tab comes by, from 0 for the header. */
  private static final int FOOTER = 5;

  private static final List<String> SERIOUS = List.of("serious", "critical");

  private void assertAccessible() {
    // Colours that fade in or out have a contrast of their own.
    page.waitForFunction(
        "() => document.getAnimations().every(a => a.playState !== 'running'"
            + " || a.effect.getComputedTiming().iterations === Infinity)");
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .filteredOn(violation -> SERIOUS.contains(violation.getImpact()))
        .extracting(violation -> violation.getId() + ": " + violation.getNodes())
        .isEmpty();
  }

  private void lookAt(ColorScheme scheme) {
    look(new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(scheme));
    open(Seeds.ALL);
    assertThat(rows()).hasCount(10);
    assertThat(page.locator("#model")).containsText(ScriptedModel.NAME);
  }

  @Test
  @DisplayName("The page has no serious accessibility finding in light colours")
  void page_light_isAccessible() {
    lookAt(ColorScheme.LIGHT);
    assertAccessible();
    screenshot("light");
    bar("priority", "critical").click();
    assertThat(get("filter-chip")).hasCount(1);
    assertAccessible();
  }

  @Test
  @DisplayName("The page has no serious accessibility finding in dark colours")
  void page_dark_isAccessible() {
    lookAt(ColorScheme.DARK);
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertAccessible();
    screenshot("dark");
  }

  @Test
  @DisplayName("The page has no serious accessibility finding on a phone and fits its width")
  void page_phone_isAccessible() {
    lookByPhone();
    open(Seeds.ALL);
    assertThat(rows()).hasCount(10);
    assertAccessible();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    screenshot("phone");
  }

  @Test
  @DisplayName("An open ticket has no serious accessibility finding, light or dark")
  void ticket_open_isAccessible() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      lookAt(scheme);
      rows().first().locator("a").click();
      assertThat(page.locator("#ticket-content")).isVisible();
      assertAccessible();
      screenshot("ticket");
    }
  }

  @Test
  @DisplayName("The form with errors has no serious accessibility finding, light or dark")
  void form_withErrors_isAccessible() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      lookAt(scheme);
      watch.expect(422, "/tickets");
      get("new-ticket-button").click();
      get("submit-button").click();
      assertThat(get("submit-dialog").locator("[aria-invalid=true]")).hasCount(4);
      assertAccessible();
    }
  }

  @Test
  @DisplayName("The page has no serious accessibility finding while Redis is down")
  void page_down_isAccessible() throws Exception {
    lookAt(ColorScheme.LIGHT);
    watch.expect(503, "/overview");
    watch.expect(503, "/ready");
    stage.withRedisStopped(
        () -> {
          get("refresh-button").click();
          assertThat(get("down-state")).containsText("Redis does not answer");
          assertAccessible();
        });
    assertThat(get("down-state")).isHidden();
  }

  @Test
  @DisplayName("With the keyboard alone a ticket is opened, read, closed, and the focus comes back")
  void keyboard_row_opensAndReturns() {
    open(Seeds.ALL);
    page.keyboard().press("Tab");
    assertThat(page.locator("#skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#tickets")).isFocused();
    String first = listed().get(0);
    tabTo("#rows tr:first-child a");
    page.keyboard().press("Enter");
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(page.locator("#ticket-scroll")).isFocused();
    page.keyboard().press("Escape");
    assertThat(get("ticket-dialog")).isHidden();
    assertThat(row(first).locator("a")).isFocused();
  }

  @Test
  @DisplayName(
      "With the keyboard alone, cards and the tables of charts filter, by Enter and by Space")
  void keyboard_cardsAndBars_filter() {
    open(Seeds.ALL);
    tabTo("[data-testid=card-critical]");
    page.keyboard().press("Space");
    assertThat(get("filter-chip")).hasText("Priority: Critical×");
    page.keyboard().press("Space");
    assertThat(get("filter-chip")).hasCount(0);
    tabTo("[data-testid=chart-priority-table] tr[data-label=high] button");
    page.keyboard().press("Enter");
    assertThat(get("filter-chip")).hasText("Priority: High×");
    assertThat(bar("priority", "high")).isFocused();
    assertThat(rows().first().locator(".c-priority .badge")).hasAttribute("data-label", "high");
    tabTo("[data-testid=filter-chip]");
    page.keyboard().press("Enter");
    assertThat(get("filter-chip")).hasCount(0);
  }

  /** Presses Tab until this has the focus; fails when there is no way to it. */
  private void tabTo(String selector) {
    for (int presses = 0; presses < 60; presses++) {
      if (page.locator(selector).evaluate("e => e === document.activeElement").equals(true)) {
        return;
      }
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement !== document.body")).isEqualTo(true);
    }
    throw new AssertionError("Tab does not reach " + selector);
  }

  @Test
  @DisplayName("The order of Tab is the order on the page, and every stop is visible")
  void keyboard_tab_goesDownThePage() {
    open(Seeds.ALL);
    String stop =
        """
        (() => {
          const e = document.activeElement;
          const box = e.getBoundingClientRect();
          const style = getComputedStyle(e);
          return [e.id || e.dataset.testid || e.textContent.slice(0, 20), box.width * box.height,
            style.outlineStyle !== 'none' || style.boxShadow !== 'none',
            e.closest('header') ? 0 : e.closest('#cards') ? 1 : e.closest('#bulk') ? 2
              : e.closest('#charts') ? 3 : e.closest('#tickets') ? 4 : e.closest('footer') ? 5 : -1];
        })()
        """;
    List<Integer> places = new ArrayList<>();
    for (int presses = 0; presses < 60 && !places.contains(FOOTER); presses++) {
      page.keyboard().press("Tab");
      List<?> at = (List<?>) page.evaluate(stop);
      assertThat(((Number) at.get(1)).doubleValue()).as("area of " + at.get(0)).isPositive();
      assertThat(at.get(2)).as("focus ring of " + at.get(0)).isEqualTo(true);
      places.add(((Number) at.get(3)).intValue());
    }
    places.removeIf(place -> place < 0);
    assertThat(places).isSorted().contains(0, 1, 2, 3, 4, FOOTER);
  }

  @Test
  @DisplayName(
      "Escape closes the form, what was typed stays, and the focus goes back to its button")
  void keyboard_form_closesByEscape() {
    open(Seeds.ALL);
    get("new-ticket-button").focus();
    page.keyboard().press("Enter");
    assertThat(get("submit-dialog").locator("[name=subject]")).isFocused();
    page.keyboard().type("Draft");
    page.keyboard().press("Escape");
    assertThat(get("submit-dialog")).isHidden();
    assertThat(get("new-ticket-button")).isFocused();
    page.keyboard().press("Enter");
    assertThat(get("submit-dialog").locator("[name=subject]")).hasValue("Draft");
  }

  @Test
  @DisplayName("Who wants less motion gets none: neither in the charts nor by style")
  void motion_reduced_isHonoured() {
    look(
        new Browser.NewContextOptions()
            .setViewportSize(1280, 900)
            .setReducedMotion(ReducedMotion.REDUCE));
    open(Seeds.ALL);
    page.waitForFunction("() => Chart.getChart(document.querySelector('canvas'))");
    assertThat(
            page.evaluate(
                "Chart.getChart(document.querySelector('canvas')).options.animation === false"))
        .isEqualTo(true);
    assertThat(
            page.evaluate(
                """
                [...document.querySelectorAll('*')].flatMap(e => {
                  const style = getComputedStyle(e);
                  const times = (style.transitionDuration + ',' + style.animationDuration).split(',');
                  return times.some(t => parseFloat(t) > 0.01) ? [e.id || e.className] : [];
                })
                """))
        .isEqualTo(List.of());
  }

  @Test
  @DisplayName("The theme that was chosen is remembered and wins over the system's")
  void theme_chosen_isRemembered() {
    lookAt(ColorScheme.LIGHT);
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    String light = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    get("theme-switch")
        .locator("input[value=dark]")
        .check(new Locator.CheckOptions().setForce(true));
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(light);
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(get("theme-switch").locator("input[value=dark]")).isChecked();
    get("theme-switch")
        .locator("input[value=system]")
        .check(new Locator.CheckOptions().setForce(true));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
  }
}
