package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The form: what it sends, and what it says when things go wrong. */
final class SubmitFormIT extends DashboardFixture {

  private static final String BODY = "It says 404.\n\n  Please \"help\" – 🙏";

  private Locator field(String name) {
    return get("submit-dialog").locator("[name=" + name + "]");
  }

  private void fill() {
    get("new-ticket-button").click();
    field("subject").fill("The page is gone");
    field("body").fill(BODY);
    field("from_name").fill("Zoë Ångström");
    field("from_email").fill("zoe@moonpost.example");
  }

  private void assertNothingLost() {
    assertThat(get("submit-dialog")).isVisible();
    assertThat(field("subject")).hasValue("The page is gone");
    assertThat(field("body")).hasValue(BODY);
    assertThat(field("from_name")).hasValue("Zoë Ångström");
  }

  @Test
  @DisplayName("A ticket is sent, watched while it is labelled, opened then, and counted")
  void submit_slowModel_showsEachStep() {
    open(Seeds.ALL);
    model.answer(
        Seeds.output(Priority.CRITICAL, Category.TECHNICAL, Sentiment.ANGRY, "A page is gone."));
    String critical = get("card-critical-value").textContent();
    model.hold();
    fill();
    get("submit-button").click();
    assertThat(get("submit-button")).hasAttribute("aria-disabled", "true");
    assertThat(get("submit-status"))
        .hasText("Stored. Asking " + ScriptedModel.NAME + " for labels…");
    model.letAllPass();

    assertThat(get("submit-dialog")).isHidden();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(get("ticket-subject")).hasText("The page is gone");
    assertThat(get("ticket-body").textContent()).isEqualTo(BODY);
    assertThat(page.locator("#ticket-badges .badge").first()).hasText("Priority: Critical");
    assertThat(get("card-total-value")).hasText("301");
    assertThat(get("card-critical-value")).hasText(String.valueOf(Integer.parseInt(critical) + 1));
    String id = page.locator("#ticket-id").textContent();
    assertThat(id).matches("web-\\d{8}-\\d{6}-[a-z0-9]{4}");
    Ticket stored = backend().tickets().find(id).orElseThrow();
    assertThat(stored.body()).isEqualTo(BODY);
    assertThat(stored.fromName()).isEqualTo("Zoë Ångström");
    assertThat(stored.createdAt())
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(5));
  }

  @Test
  @DisplayName("What the server does not accept is said at its field, and nothing typed is lost")
  void submit_invalid_isSaidAtTheFields() {
    open(Seeds.ALL);
    fill();
    field("from_email").fill("not an address");
    field("from_name").fill("");
    watch.expect(422, "/tickets");
    get("submit-button").click();
    assertThat(get("submit-dialog").locator("[data-error-for=from_email]"))
        .containsText("must be a valid e-mail address");
    assertThat(get("submit-dialog").locator("[data-error-for=from_name]"))
        .hasText("must be 1 to 200 characters long");
    assertThat(get("submit-dialog").locator("[data-error-for=subject]")).hasText("");
    assertThat(field("from_name")).isFocused();
    assertThat(field("from_name")).hasAttribute("aria-invalid", "true");
    assertThat(field("subject")).hasValue("The page is gone");
    assertThat(field("body")).hasValue(BODY);
    assertThat(field("from_email")).hasValue("not an address");
    assertThat(backend().tickets().count()).isEqualTo(300);
    screenshot("submit");

    field("from_email").fill("zoe@moonpost.example");
    field("from_name").fill("Zoë");
    get("submit-button").click();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(backend().tickets().count()).isEqualTo(301);
  }

  @Test
  @DisplayName("When an id is taken, the ticket is sent again under another one")
  void submit_idTaken_triesAnother() throws Exception {
    open(Seeds.ALL);
    AtomicBoolean taken = new AtomicBoolean();
    page.route(
        "**/tickets",
        route -> {
          if (taken.compareAndSet(false, true)) {
            Ticket other = Seeds.ALL.get(0).ticket();
            backend()
                .tickets()
                .insert(
                    new Ticket(
                        sent(route.request()).path("id").asText(),
                        other.subject(),
                        other.body(),
                        other.fromName(),
                        other.fromEmail(),
                        other.createdAt()));
          }
          route.resume();
        });
    watch.expect(409, "/tickets");
    fill();
    get("submit-button").click();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(get("ticket-subject")).hasText("The page is gone");
    List<String> ids =
        watch.requests().stream()
            .filter(r -> r.method().equals("POST") && r.url().endsWith("/tickets"))
            .map(r -> sent(r).path("id").asText())
            .toList();
    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    assertThat(backend().tickets().count()).isEqualTo(302);
  }

  private static JsonNode sent(Request request) {
    try {
      return new ObjectMapper().readTree(request.postDataBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName(
      "When the model fails, the ticket is stored, this is said, and labelling can be tried again")
  void submit_modelFails_isStoredAndCanBeTriedAgain() {
    open(Seeds.ALL);
    model.setBroken(true);
    fill();
    get("submit-button").click();
    assertThat(get("submit-status")).containsText("Stored, not labelled yet: ");
    assertThat(get("submit-status")).containsText(ScriptedModel.FAILURE);
    assertThat(get("submit-button")).hasText("Try labelling again");
    assertThat(get("card-total-value")).hasText("301");
    assertThat(get("card-total")).containsText("300 triaged, 1 waiting");
    model.setBroken(false);
    get("submit-button").click();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(get("ticket-model")).hasText("Labelled by " + ScriptedModel.NAME);
    assertThat(backend().tickets().count()).isEqualTo(301);
    assertThat(get("card-total")).containsText("all triaged");
  }

  @Test
  @DisplayName("When the answer is lost, the ticket is found again and not stored twice")
  void submit_answerLost_isNotStoredTwice() {
    open(Seeds.ALL);
    watch.expectBroken("/tickets");
    page.route(
        "**/tickets",
        route -> {
          var unused = route.fetch();
          route.abort("connectionreset");
        },
        new Page.RouteOptions().setTimes(1));
    fill();
    get("submit-button").click();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(get("ticket-subject")).hasText("The page is gone");
    assertThat(backend().tickets().count()).isEqualTo(301);
  }

  @Test
  @DisplayName("When the server cannot be reached, what was typed is still there")
  void submit_noServer_losesNothing() {
    open(Seeds.ALL);
    fill();
    watch.expectBroken("/");
    page.route("**/*", route -> route.abort("connectionrefused"));
    get("submit-button").click();
    assertThat(get("submit-status")).containsText("What you wrote is still here.");
    assertNothingLost();
    get("submit-dialog")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close the form"))
        .click();
    assertThat(get("down-state")).isVisible();
    page.unroute("**/*");
    get("new-ticket-button").click();
    assertNothingLost();
    get("submit-button").click();
    assertThat(get("ticket-dialog")).isVisible();
    assertThat(backend().tickets().count()).isEqualTo(301);
  }
}
