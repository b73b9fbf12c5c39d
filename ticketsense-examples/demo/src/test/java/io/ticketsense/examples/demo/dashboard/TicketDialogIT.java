package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.Triage;
import io.ticketsense.domain.TriagedTicket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One ticket, read and labelled anew. */
final class TicketDialogIT extends DashboardFixture {

  private static final Ticket TICKET =
      new Ticket(
          "odd:id_1.x",
          "  Two  spaces and an & ",
          "First line\n\n\tindented,  two spaces\n    four spaces  \nlast line\n",
          "Ann \"the\" Smith <x>",
          "ann@moonpost.example",
          Instant.parse("2026-09-01T22:30:05Z"));

  private static final Triage TRIAGE =
      new Triage(
          Seeds.output(Priority.LOW, Category.BILLING, Sentiment.NEUTRAL, "Ann asks."),
          Optional.of("example/one"),
          false);

  private void openTicket(Optional<Triage> triage) {
    open(List.of(new TriagedTicket(TICKET, triage)), "#ticket=" + TICKET.id());
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(page.locator("#ticket-content")).isVisible();
  }

  @Test
  @DisplayName("A ticket is shown as it was written, space by space, with who wrote it and when")
  void ticket_open_isShownExactly() {
    openTicket(Optional.of(TRIAGE));
    assertThat(get("ticket-subject").textContent()).isEqualTo(TICKET.subject());
    assertThat(get("ticket-body").textContent()).isEqualTo(TICKET.body());
    // What the eye sees: white space is kept, and not folded as HTML does.
    assertThat(get("ticket-body")).hasCSS("white-space-collapse", "preserve");
    assertThat(get("ticket-from").textContent())
        .isEqualTo(TICKET.fromName() + " " + TICKET.fromEmail());
    assertThat(page.locator("#ticket-time")).hasText("September 2, 2026 at 00:30");
    assertThat(page.locator("#ticket-time"))
        .hasAttribute("title", "2026-09-01T22:30:05.000Z (UTC)");
    assertThat(page.locator("#ticket-id")).hasText(TICKET.id());
  }

  @Test
  @DisplayName("Labels are shown with their summary, their tags and the model that gave them")
  void ticket_open_showsItsTriage() {
    openTicket(Optional.of(TRIAGE));
    assertThat(page.locator("#ticket-badges .badge"))
        .hasText(new String[] {"Priority: Low", "Category: Billing", "Sentiment: Neutral"});
    assertThat(page.locator("#ticket-summary")).hasText("Ann asks.");
    assertThat(get("ticket-tags").locator("li")).hasText(new String[] {"first-tag", "second-tag"});
    assertThat(get("ticket-model")).hasText("Labelled by example/one");
    assertThat(page.locator("#ticket-degraded")).isHidden();
  }

  @Test
  @DisplayName("Makeshift labels and labels of nobody knows whom are told apart")
  void ticket_otherProvenance_isTold() {
    openTicket(Optional.of(new Triage(TRIAGE.output(), Optional.of("example/one"), true)));
    assertThat(page.locator("#ticket-degraded")).isVisible();
    backend().triages().put(TICKET.id(), Triage.of(TRIAGE.output()));
    page.reload();
    assertThat(get("ticket-model")).hasText("Labelled by an earlier run (model not recorded)");
    assertThat(page.locator("#ticket-degraded")).isHidden();
  }

  @Test
  @DisplayName("A new triage says what it has changed, here, in the list and in the numbers")
  void retriage_otherLabels_showsChanges() {
    openTicket(Optional.of(TRIAGE));
    assertThat(get("card-critical-value")).hasText("0");
    model.answer(
        Seeds.output(Priority.CRITICAL, Category.BILLING, Sentiment.ANGRY, "Ann is furious."));
    model.hold();
    get("retriage-button").click();
    assertThat(get("retriage-status")).hasText("Triaging…");
    assertThat(get("retriage-button")).hasAttribute("aria-disabled", "true");
    model.letAllPass();
    assertThat(get("retriage-status").locator("li"))
        .hasText(
            new String[] {"Priority: low → critical", "Sentiment: neutral → angry", "New summary"});
    assertThat(get("ticket-model")).hasText("Labelled by " + ScriptedModel.NAME);
    assertThat(page.locator("#ticket-badges .badge").first()).hasText("Priority: Critical");
    assertThat(get("card-critical-value")).hasText("1");
    assertThat(row(TICKET.id()).locator(".c-priority .badge"))
        .hasAttribute("data-label", "critical");
    assertThat(backend().triages().get(TICKET.id()).orElseThrow().output().priority())
        .isEqualTo(Priority.CRITICAL);

    get("retriage-button").click();
    assertThat(get("retriage-status")).hasText("Same labels as before");
  }

  @Test
  @DisplayName("When the model fails, the labels stay and the reason is there to read")
  void retriage_modelFails_keepsLabels() {
    openTicket(Optional.of(TRIAGE));
    model.setBroken(true);
    watch.expect(503, "/tickets/");
    get("retriage-button").click();
    assertThat(get("retriage-status"))
        .containsText("Not re-triaged, the labels stay as they were. ");
    assertThat(get("retriage-status")).containsText(ScriptedModel.FAILURE);
    assertThat(page.locator("#ticket-badges .badge").first()).hasText("Priority: Low");
    assertThat(get("ticket-model")).hasText("Labelled by example/one");
    // One model that fails is not the service being down.
    assertThat(get("down-state")).isHidden();
    assertThat(get("retriage-button")).hasAttribute("aria-disabled", "false");
    model.setBroken(false);
    get("retriage-button").click();
    assertThat(get("ticket-model")).hasText("Labelled by " + ScriptedModel.NAME);
  }

  @Test
  @DisplayName("A ticket without labels can be labelled")
  void ticket_withoutLabels_canBeTriaged() {
    openTicket(Optional.empty());
    assertThat(page.locator("#ticket-summary")).hasText("This ticket has no labels yet.");
    get("retriage-button").click();
    assertThat(page.locator("#ticket-badges .badge").first()).hasText("Priority: Medium");
  }

  @Test
  @DisplayName("An address with a ticket that does not exist says so")
  void ticket_unknown_isTold() {
    watch.expect(404, "/tickets/nobody");
    open(Seeds.ALL, "#ticket=nobody");
    assertThat(get("ticket-subject")).hasText("No such ticket");
    assertThat(page.locator("#ticket-problem")).containsText("There is no ticket nobody");
  }
}
