package io.ticketsense.examples.demo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hears what a page should never do: complain, fail, ask other servers, open dialogs. */
final class Watch {

  /** What is forbidden by the policy shows up as a message, also where the browser says nothing. */
  private static final String REPORT_VIOLATIONS =
      "addEventListener('securitypolicyviolation', e =>"
          + " console.error('violates ' + e.violatedDirective + ': ' + e.blockedURI))";

  /** What {@link #expectBroken} expects in the place of a status. */
  private static final int BROKEN = 0;

  private record Expected(int status, String path) {}

  private final String origin;
  private final List<Request> requests = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final Set<Expected> expected = new HashSet<>();
  private final Set<Expected> seen = new HashSet<>();

  Watch(BrowserContext context, String origin) {
    this.origin = origin;
    context.addInitScript(REPORT_VIOLATIONS);
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> troubles.add("uncaught: " + error.error()));
    context.onRequest(this::see);
    context.onResponse(this::judge);
    context.onRequestFailed(this::judgeFailure);
    context.onDialog(
        dialog -> {
          troubles.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
  }

  /**
   * Allows a response, and demands that there is one by the end of the test.
   *
   * @param status 400 or more
   * @param path its beginning
   */
  void expect(int status, String path) {
    expected.add(new Expected(status, path));
  }

  /**
   * Allows requests without an answer, and demands that there is one by the end of the test.
   *
   * @param path its beginning
   */
  void expectBroken(String path) {
    expected.add(new Expected(BROKEN, path));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Tells whether all that was expected has come. */
  boolean hasSeenAll() {
    return seen.containsAll(expected);
  }

  void verify() {
    assertThat(troubles).as("complaints of the page").isEmpty();
    assertThat(seen).as("failures that the test meant to cause").isEqualTo(expected);
  }

  private void hear(ConsoleMessage message) {
    boolean loud = message.type().equals("error") || message.type().equals("warning");
    // The browser says this of each failure that is judged below.
    boolean known = message.text().startsWith("Failed to load resource: ");
    if (loud && !known) {
      troubles.add(message.type() + ": " + message.text() + " at " + message.location());
    }
  }

  private void see(Request request) {
    requests.add(request);
    String url = request.url();
    if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("about:")) {
      troubles.add("outside request: " + url);
    }
  }

  private void judge(Response response) {
    if (response.status() >= 400) {
      judge(response.status(), response.request(), "status " + response.status());
    }
  }

  private void judgeFailure(Request request) {
    // The page drops requests whose answer nobody waits for any more.
    if (!"net::ERR_ABORTED".equals(request.failure())) {
      judge(BROKEN, request, request.failure());
    }
  }

  private void judge(int status, Request request, String failure) {
    String path = path(request.url());
    List<Expected> matching =
        expected.stream().filter(e -> e.status() == status && path.startsWith(e.path())).toList();
    seen.addAll(matching);
    if (matching.isEmpty()) {
      troubles.add(failure + " of " + request.method() + " " + path);
    }
  }

  private String path(String url) {
    return url.startsWith(origin) ? url.substring(origin.length()) : url;
  }
}
