package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriagedTicket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever people and models write stays text. */
final class HostileTextIT extends DashboardFixture {

  private static final List<String> TEXTS =
      List.of(
          "<script>window.hacked = true; alert(1)</script>",
          "<img src=x onerror=\"window.hacked = true; alert(1)\">",
          "<svg onload=\"window.hacked = true\"><image href=\"https://moonpost.example/x\"/></svg>",
          "</textarea></title></style></script><iframe src=javascript:alert(1)></iframe>",
          "javascript:window.hacked=true",
          "\"><a href='javascript:alert(1)' id=rows>click</a>",
          "{{constructor.constructor('window.hacked=true')()}} ${window.hacked = true}",
          "&lt;b&gt; &amp;lt; <!-- -->",
          "\u202Egnp.tpircs\u202C \u2066mixed\u2069 \u05D0\u05D1\u05D2 abc",
          "🙏👩‍👩‍👧‍👦 👩🏽‍🚀 e\u0301 \uFEFF\u200B zero",
          "W".repeat(500));

  /** A ticket with the same text wherever a text can be. */
  private static TriagedTicket hostile(int number) {
    String text = TEXTS.get(number);
    Ticket ticket =
        new Ticket(
            "hostile-" + number,
            text,
            text + "\n" + text,
            text.codePointCount(0, text.length()) > 200 ? text.substring(0, 200) : text,
            "\"<b>\"@moonpost.example",
            Instant.parse("2026-09-01T08:00:00Z").plusSeconds(number));
    TriageOutput output =
        new TriageOutput(
            Priority.HIGH,
            Category.COMPLAINT,
            Sentiment.ANGRY,
            text,
            List.of("script", "w".repeat(2_000)));
    return new TriagedTicket(ticket, Optional.of(new Triage(output, name(text), false)));
  }

  private static Optional<String> name(String text) {
    return Optional.of(text).filter(Triage::isValidModel);
  }

  private static final List<TriagedTicket> HOSTILE =
      IntStream.range(0, TEXTS.size()).mapToObj(HostileTextIT::hostile).toList();

  private void assertHarmless() {
    assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    assertThat(
            page.locator(
                "main script, main img, main iframe, main svg[onload], main b, main image,"
                    + " dialog script, dialog img, dialog iframe, dialog b, dialog image,"
                    + " [onerror], [onload], a[href^='javascript']"))
        .hasCount(0);
    assertThat(page.locator("#rows")).hasCount(1);
    assertFits();
  }

  private void assertFits() {
    assertThat(
            page.evaluate(
                """
                [document.documentElement, ...document.querySelectorAll('dialog[open]')]
                  .map(e => e.scrollWidth - e.clientWidth)
                """))
        .as("pixels that stick out to the right")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsOnly(0);
  }

  @Test
  @DisplayName("Hostile text in every field of tickets and labels is shown and never executed")
  void texts_hostile_stayText() {
    open(HOSTILE, "#view=newest");
    assertThat(rows()).hasCount(HOSTILE.size());
    assertHarmless();
    for (TriagedTicket hostile : HOSTILE) {
      Ticket ticket = hostile.ticket();
      Locator row = row(ticket.id());
      assertThat(row.locator(".c-subject").textContent()).isEqualTo(ticket.subject());
      assertThat(row.locator(".c-from .name").textContent()).isEqualTo(ticket.fromName());
      assertThat(row.locator(".c-summary").textContent()).isEqualTo(ticket.subject());
      row.locator("a").click();
      assertThat(get("ticket-dialog")).isVisible();
      assertThat(get("ticket-subject").textContent()).isEqualTo(ticket.subject());
      assertThat(get("ticket-body").textContent()).isEqualTo(ticket.body());
      assertThat(get("ticket-from").textContent())
          .isEqualTo(ticket.fromName() + " " + ticket.fromEmail());
      assertThat(page.locator("#ticket-summary").textContent()).isEqualTo(ticket.subject());
      hostile
          .triage()
          .flatMap(Triage::model)
          .ifPresent(
              m -> assertThat(get("ticket-model").textContent()).isEqualTo("Labelled by " + m));
      assertHarmless();
      page.keyboard().press("Escape");
      assertThat(get("ticket-dialog")).isHidden();
    }
  }

  @Test
  @DisplayName("Hostile text fits a phone without scrolling sideways")
  void texts_hostile_fitAPhone() {
    lookByPhone();
    open(HOSTILE, "#view=newest");
    assertThat(rows()).hasCount(HOSTILE.size());
    assertFits();
    for (TriagedTicket hostile : HOSTILE) {
      visitTicket(hostile.ticket().id());
      assertFits();
    }
  }

  private void visitTicket(String id) {
    page.evaluate("id => location.hash = '#view=newest&ticket=' + id", id);
    assertThat(page.locator("#ticket-id")).hasText(id);
    assertThat(page.locator("#ticket-content")).isVisible();
  }

  @Test
  @DisplayName("A body of 50,000 characters is shown whole and can be scrolled to its end")
  void body_longest_isShownWhole() {
    String body = "<script>alert(1)</script>\n".repeat(2_000).substring(0, 49_990) + "the end ok";
    TriagedTicket first = HOSTILE.get(0);
    Ticket ticket =
        new Ticket("long", "Long", body, "Ann", "ann@moonpost.example", first.ticket().createdAt());
    open(List.of(new TriagedTicket(ticket, first.triage())), "#ticket=long");
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(get("ticket-body").textContent()).isEqualTo(body);
    assertHarmless();
    page.evaluate(
        "const s = document.getElementById('ticket-scroll'); s.scrollTop = s.scrollHeight");
    assertThat(
            page.evaluate(
                """
                (() => {
                  const end = document.querySelector('#ticket-body').getBoundingClientRect().bottom;
                  return end <= innerHeight + 1;
                })()
                """))
        .isEqualTo(true);
  }

  @Test
  @DisplayName("An address made up by somebody else runs nothing")
  void address_hostile_isHarmless() {
    watch.expect(422, "/tickets?");
    open(Seeds.ALL, "#priority=<img%20src=x%20onerror=window.hacked=1>&ticket=<script>");
    assertHarmless();
  }
}
