package io.ticketsense.examples.demo.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.ticketsense.examples.demo.ApiStage;
import io.ticketsense.examples.demo.http.ServerOptions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The browser and the server that all tests look at, one after the other. */
final class Shared implements AutoCloseable {

  static final ServerOptions OPEN =
      new ServerOptions("127.0.0.1", 0, 0, Optional.empty(), List.of(), false);

  /** Long enough for a busy machine; what works takes a fraction of it. */
  static final int PATIENCE_MILLIS = 20_000;

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final ScriptedModel model = new ScriptedModel();
  private final ApiStage.Serving server;
  private final Playwright playwright;
  private final Browser browser;

  Shared(ApiStage stage) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Chromium.executable())
                    .setHeadless(true)
                    .setArgs(FLAGS));
    try {
      stage.clear();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    server = stage.serve(model, OPEN);
  }

  ScriptedModel model() {
    return model;
  }

  ApiStage.Serving server() {
    return server;
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    model.letAllPass();
    playwright.close();
    server.close();
  }
}
