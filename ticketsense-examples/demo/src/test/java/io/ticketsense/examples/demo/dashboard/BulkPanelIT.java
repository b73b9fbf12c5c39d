package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.BulkOptions;
import io.ticketsense.domain.TriagedTicket;
import io.ticketsense.examples.demo.ApiStage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bulk runs as the page starts, shows and stops them. */
final class BulkPanelIT extends DashboardFixture {

  private static final int TICKETS = 60;
  private static final List<TriagedTicket> UNTRIAGED =
      Seeds.withoutLabels(Seeds.ALL.subList(0, TICKETS));

  /** The latest run is remembered by a server, so each test needs a new one. */
  @BeforeEach
  void ownServer() {
    serve(Shared.OPEN);
  }

  @Test
  @DisplayName("A run is started, its progress and the numbers move without reload, and it ends")
  void run_startedHere_isShownLive() {
    open(UNTRIAGED);
    page.evaluate("window.notReloaded = true");
    assertThat(get("bulk-text")).hasText("60 tickets have no labels.");
    assertThat(get("bulk-progress")).isHidden();
    model.hold();
    get("bulk-start").click();
    assertThat(get("bulk-progress")).isVisible();
    assertThat(get("bulk-stop")).isVisible();
    assertThat(get("bulk-stop")).isFocused();
    model.letPass(20);
    assertThat(get("bulk-text")).containsText(Pattern.compile("^20 of 60 triaged"));
    assertThat(get("bulk-progress")).hasJSProperty("value", 20);
    assertThat(get("bulk-progress")).hasJSProperty("max", TICKETS);
    assertThat(get("card-total")).containsText("20 triaged, 40 waiting");
    assertThat(get("bulk-stop")).isFocused();
    screenshot("bulk");
    model.letAllPass();
    assertThat(get("bulk-text"))
        .hasText(Pattern.compile("Last run: 60 tickets labelled in .* Every ticket has labels\\."));
    assertThat(get("card-total")).containsText("all triaged");
    assertThat(get("bulk-progress")).isHidden();
    assertThat(rows()).hasCount(10);
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
  }

  @Test
  @DisplayName("A run that is stopped says how far it came")
  void run_stopped_isSummed() {
    open(UNTRIAGED);
    model.hold();
    get("bulk-start").click();
    model.letPass(7);
    assertThat(get("bulk-text")).containsText(Pattern.compile("^7 of 60 triaged"));
    get("bulk-stop").click();
    assertThat(get("bulk-text"))
        .hasText(
            Pattern.compile("Run stopped: .*7 tickets labelled in .*53 tickets have no labels\\."));
    assertThat(get("bulk-start")).isVisible();
    assertThat(get("card-total")).containsText("7 triaged, 53 waiting");
  }

  @Test
  @DisplayName("A run that another client of this server has started is shown like one's own")
  void run_startedByOthers_isShown() throws Exception {
    open(UNTRIAGED);
    model.hold();
    assertThat(post("/bulk")).isEqualTo(202);
    model.letPass(20);
    assertThat(get("bulk-text")).containsText(Pattern.compile("^20 of 60 triaged"));
    model.letAllPass();
    assertThat(get("card-total")).containsText("all triaged");
  }

  private int post(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path)).POST(BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  @DisplayName("A run of another process makes the numbers grow")
  void run_inAnotherProcess_growsTheOverview() {
    page.clock().install();
    open(UNTRIAGED);
    assertThat(get("card-total")).containsText("0 triaged, 60 waiting");
    try (ApiStage.Serving other = stage.serve(model, Shared.OPEN)) {
      assertThat(
              other
                  .backend()
                  .bulkRuns()
                  .run(BulkOptions.defaults(), progress -> {})
                  .progress()
                  .triaged())
          .isEqualTo(TICKETS);
    }
    page.clock().runFor(15_000);
    assertThat(get("card-total")).containsText("all triaged");
    assertThat(rows()).hasCount(10);
  }

  @Test
  @DisplayName("A run that the model brings to an end says why")
  void run_modelFails_saysWhy() {
    open(UNTRIAGED);
    model.setBroken(true);
    get("bulk-start").click();
    assertThat(get("bulk-text")).containsText("Run stopped: " + ScriptedModel.FAILURE + ".");
    assertThat(get("bulk-text")).containsText("60 tickets have no labels.");
    assertThat(get("bulk-start")).isVisible();
    assertThat(get("card-total")).containsText("0 triaged, 60 waiting");
  }
}
