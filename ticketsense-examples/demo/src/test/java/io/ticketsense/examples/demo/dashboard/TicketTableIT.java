package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriagedTicket;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table: samples, filters, pages. */
final class TicketTableIT extends DashboardFixture {

  private static final Predicate<TriageOutput> CRITICAL = labelled(Priority.CRITICAL);
  private static final Predicate<TriageOutput> ANGRY = labelled(Sentiment.ANGRY);
  private static final Predicate<TriageOutput> TECHNICAL = labelled(Category.TECHNICAL);

  private static Predicate<TriageOutput> labelled(Object label) {
    return o -> List.of(o.priority(), o.category(), o.sentiment()).contains(label);
  }

  private static List<String> newest(Predicate<TriageOutput> labels) {
    return Seeds.ids(Seeds.matching(labels));
  }

  /** Checks that exactly the tickets with these labels can be listed, newest first. */
  private void assertLists(Predicate<TriageOutput> labels) {
    List<String> expected = newest(labels);
    assertListed(expected.subList(0, Math.min(20, expected.size())));
  }

  @Test
  @DisplayName("The page begins with ten different tickets, all their columns filled")
  void sample_seeds_showsTenTickets() {
    open(Seeds.ALL);
    assertThat(rows()).hasCount(10);
    assertThat(new HashSet<>(listed())).hasSize(10);
    for (String id : listed()) {
      TriagedTicket seed =
          Seeds.ALL.stream().filter(t -> t.ticket().id().equals(id)).findFirst().orElseThrow();
      TriageOutput labels = seed.triage().orElseThrow().output();
      Locator row = row(id);
      assertThat(row.locator(".c-id code")).hasText(id);
      assertThat(row.locator(".c-subject")).hasText(seed.ticket().subject());
      assertThat(row.locator(".c-from")).containsText(seed.ticket().fromName());
      assertThat(row.locator(".c-from")).containsText(seed.ticket().fromEmail());
      assertThat(row.locator(".c-priority .badge"))
          .hasAttribute("data-label", labels.priority().label());
      assertThat(row.locator(".c-category .badge"))
          .hasAttribute("data-label", labels.category().label());
      assertThat(row.locator(".c-sentiment .badge"))
          .hasAttribute("data-label", labels.sentiment().label());
      assertThat(row.locator(".c-summary")).hasText(labels.summary());
    }
  }

  @Test
  @DisplayName("Drawing again shows other tickets")
  void drawAgain_seeds_showsOthers() {
    open(Seeds.ALL);
    Set<Set<String>> draws = new HashSet<>();
    for (int draw = 1; draw <= 4; draw++) {
      draws.add(Set.copyOf(listed()));
      page.waitForResponse("**/sample?size=10", () -> get("sample-button").click());
      assertThat(get("sample-button")).hasAttribute("aria-disabled", "false");
      assertThat(rows()).hasCount(10);
    }
    // Two draws of ten out of 300 are the same once in 10^18 times.
    assertThat(draws).hasSizeGreaterThan(1);
  }

  @Test
  @DisplayName("A click on a bar lists the tickets of its label, a second one all again")
  void bar_click_filters() {
    open(Seeds.ALL);
    clickBar("priority", 3);
    assertThat(get("filter-chip")).hasText("Priority: Critical×");
    assertLists(CRITICAL);
    assertThat(bar("priority", "critical")).hasAttribute("aria-pressed", "true");
    assertThat(get("card-critical")).hasAttribute("aria-pressed", "true");
    clickBar("priority", 3);
    assertThat(get("filter-chip")).hasCount(0);
    assertThat(bar("priority", "critical")).hasAttribute("aria-pressed", "false");
  }

  @Test
  @DisplayName("A click on a bar means that bar, also while the bars move to their places")
  void bar_clickWhileMoving_filters() {
    page.clock().setFixedTime(Instant.now().toEpochMilli());
    open(Seeds.ALL);
    clickBar("priority", 3);
    assertThat(get("filter-chip")).hasText("Priority: Critical×");
  }

  private void clickBar(String field, int index) {
    Locator canvas = get("chart-" + field).locator("canvas");
    page.waitForFunction(
        "canvas => Chart.getChart(canvas)?.data.labels.length", canvas.elementHandle());
    Number y =
        (Number)
            canvas.evaluate(
                "(canvas, i) => Chart.getChart(canvas).getDatasetMeta(0).data[i].getProps(['y'], true).y",
                index);
    canvas.click(new Locator.ClickOptions().setPosition(4, y.doubleValue()));
  }

  @Test
  @DisplayName("Each card but the total lists its tickets; the total lists no particular ones")
  void cards_click_filter() {
    open(Seeds.ALL);
    get("card-critical").click();
    assertLists(CRITICAL);
    get("card-total").click();
    assertThat(get("filter-chip")).hasCount(0);
    get("card-angry").click();
    assertLists(ANGRY);
    get("card-angry").click();
    get("card-technical").click();
    assertThat(get("filter-chip")).hasText("Category: Technical×");
    assertLists(TECHNICAL);
  }

  @Test
  @DisplayName("Filters of several fields combine, and are cleared one by one or together")
  void filters_several_combine() {
    open(Seeds.ALL);
    bar("category", "technical").click();
    bar("priority", "critical").click();
    assertThat(get("filter-chip")).hasCount(2);
    assertLists(CRITICAL.and(TECHNICAL));
    bar("sentiment", "angry").click();
    assertThat(get("filter-chip")).hasCount(3);
    assertLists(CRITICAL.and(TECHNICAL).and(ANGRY));
    get("filter-chip").and(page.locator("[data-field=category]")).click();
    assertThat(get("filter-chip")).hasCount(2);
    assertLists(CRITICAL.and(ANGRY));
    bar("priority", "high").click();
    assertThat(get("filter-chip")).hasCount(2);
    assertLists(ANGRY.and(labelled(Priority.HIGH)));
    get("clear-filter").click();
    assertThat(get("filter-chip")).hasCount(0);
    assertThat(rows()).hasCount(10);
  }

  @Test
  @DisplayName("Labels without a ticket say so")
  void filters_noMatch_saySo() {
    open(Seeds.matching(CRITICAL.negate()), "#priority=critical");
    assertThat(rows()).hasCount(0);
    assertThat(page.locator("#tickets-count")).hasText("No tickets match");
    assertThat(get("load-more")).isHidden();
  }

  @Test
  @DisplayName("More is loaded up to the last ticket, none of them twice")
  void loadMore_untilTheEnd_listsAll() {
    List<String> expected = newest(TECHNICAL);
    open(Seeds.ALL, "#category=technical");
    int clicks = 0;
    while (get("load-more").isVisible()) {
      int before = rows().count();
      assertThat(++clicks).isLessThan(20);
      get("load-more").click();
      page.waitForFunction(
          "before => document.querySelectorAll('tr[data-ticket-id]').length > before"
              + " || document.getElementById('more-row').hidden",
          before);
    }
    assertThat(clicks).isPositive();
    assertThat(listed()).isEqualTo(expected);
  }

  @Test
  @DisplayName("All tickets can be listed newest first, page by page")
  void newestFirst_pages_listsAll() {
    open(Seeds.ALL);
    button("Newest first").click();
    assertThat(rows()).hasCount(20);
    get("load-more").click();
    assertListed(Seeds.ids(Seeds.ALL.subList(0, 40)));
    button("Random sample").click();
    assertThat(rows()).hasCount(10);
  }

  @Test
  @DisplayName("Filters and the open ticket are in the address: reload and back keep to it")
  void address_filtersAndTicket_areKept() {
    open(Seeds.ALL);
    bar("priority", "critical").click();
    bar("category", "technical").click();
    String first = newest(CRITICAL.and(TECHNICAL)).get(0);
    row(first).getByRole(AriaRole.LINK).click();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(page).hasURL(address() + "/#priority=critical&category=technical&ticket=" + first);

    page.reload();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(get("ticket-subject")).hasText(Seeds.first(CRITICAL.and(TECHNICAL)).subject());
    assertThat(get("filter-chip")).hasCount(2);
    assertLists(CRITICAL.and(TECHNICAL));

    page.goBack();
    assertThat(get("ticket-dialog")).isHidden();
    assertThat(get("filter-chip")).hasCount(2);
    page.goBack();
    assertThat(get("filter-chip")).hasText("Priority: Critical×");
    assertLists(CRITICAL);
    page.goForward();
    assertThat(get("filter-chip")).hasCount(2);
  }
}
