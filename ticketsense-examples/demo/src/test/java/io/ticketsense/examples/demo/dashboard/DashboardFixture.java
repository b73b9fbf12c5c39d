package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriagedTicket;
import io.ticketsense.examples.demo.ApiStage;
import io.ticketsense.examples.demo.http.Backend;
import io.ticketsense.examples.demo.http.ServerOptions;
import io.ticketsense.json.TriageJson;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The dashboard in a browser, on a server with real stores. Each test has a browser context of its
 * own, and fails if the page complains of anything that the test did not expect.
 */
@Timeout(180)
@ExtendWith({ApiStage.Shared.class, DashboardFixture.SharedByAll.class})
abstract class DashboardFixture {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  static final TriageJson JSON = new TriageJson(Taxonomy.standard());

  ApiStage stage;
  ScriptedModel model;
  Page page;
  Watch watch;

  private Browser browser;
  private BrowserContext context;
  private ApiStage.Serving server;
  private ApiStage.Serving ownServer;

  /** Hands the same browser and server to every test, and closes them after the last one. */
  static final class SharedByAll implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Shared.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      ApiStage stage = (ApiStage) new ApiStage.Shared().resolveParameter(parameter, context);
      return context
          .getRoot()
          .getStore(Namespace.create(Shared.class))
          .computeIfAbsent(Shared.class, type -> new Shared(stage), Shared.class);
    }
  }

  @BeforeEach
  final void start(ApiStage stage, Shared shared) throws Exception {
    this.stage = stage;
    model = shared.model();
    model.reset();
    browser = shared.browser();
    server = shared.server();
    stage.empty();
    look(new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  @AfterEach
  final void end() {
    model.letAllPass();
    // What the page has said so far arrives before this answer.
    page.evaluate("1");
    context.close();
    if (ownServer != null) {
      ownServer.close();
    }
    watch.verify();
  }

  /** Looks with other eyes: a phone, dark colours, less motion. */
  final void look(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context = browser.newContext(options.setLocale("en-GB").setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(Shared.PATIENCE_MILLIS);
    watch = new Watch(context, address());
    page = context.newPage();
  }

  final void lookByPhone() {
    look(
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setIsMobile(true));
  }

  /** Uses a server of this test's own. */
  final void serve(ServerOptions options) {
    serve(options, Map.of());
  }

  final void serve(ServerOptions options, Map<String, String> variables) {
    ownServer = stage.serve(model, options, variables);
    server = ownServer;
    look(new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  final Backend backend() {
    return server.backend();
  }

  final String address() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Leaves these tickets and their labels in the stores, and an overview that counts them. */
  final void store(List<TriagedTicket> tickets) {
    var unused =
        backend().tickets().insertAll(tickets.stream().map(TriagedTicket::ticket).toList());
    Map<String, String> labels = new HashMap<>();
    tickets.forEach(
        t ->
            t.triage()
                .ifPresent(
                    triage -> labels.put("triage:ticket:" + t.ticket().id(), JSON.write(triage))));
    if (!labels.isEmpty()) {
      stage.redis().mset(labels);
    }
    var unusedOverview = backend().overviews().refresh();
  }

  /** Opens the page on these tickets and waits until it shows them. */
  final void open(List<TriagedTicket> tickets) {
    open(tickets, "");
  }

  final void open(List<TriagedTicket> tickets, String hash) {
    store(tickets);
    visit(hash);
  }

  final void visit(String hash) {
    page.navigate(address() + "/" + hash);
    assertThat(get("tickets-table")).hasAttribute("aria-busy", "false");
    assertThat(page.locator("#figures")).hasAttribute("aria-busy", "false");
  }

  final Locator get(String testId) {
    return page.getByTestId(testId);
  }

  final Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  final Locator rows() {
    return get("tickets-table").locator("tr[data-ticket-id]");
  }

  final Locator row(String ticketId) {
    return get("tickets-table").locator("tr[data-ticket-id='" + ticketId + "']");
  }

  /** Returns the ids of the tickets listed, from top to bottom. */
  @SuppressWarnings("unchecked")
  final List<String> listed() {
    assertThat(get("tickets-table")).hasAttribute("aria-busy", "false");
    return (List<String>) rows().evaluateAll("rows => rows.map(row => row.dataset.ticketId)");
  }

  /** Waits until these tickets are listed, from top to bottom. */
  final void assertListed(List<String> ids) {
    assertThat(rows()).hasCount(ids.size());
    try {
      page.waitForFunction(
          """
          ids => [...document.querySelectorAll('tr[data-ticket-id]')]
            .map(row => row.dataset.ticketId).join() === ids.join()
          """,
          ids);
    } catch (TimeoutError e) {
      Assertions.assertThat(listed()).isEqualTo(ids);
    }
  }

  /** Returns the button of a label in a chart's table. */
  final Locator bar(String field, String label) {
    return get("chart-" + field + "-table").locator("tr[data-label=" + label + "] button");
  }

  final void screenshot(String name) {
    Path file = SCREENSHOTS.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
