package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.ticketsense.examples.demo.http.ServerOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that wants a token before it changes anything. */
final class ApiTokenIT extends DashboardFixture {

  private static final String TOKEN = "token-for-this-test";

  @BeforeEach
  void serverWithToken() {
    serve(new ServerOptions("127.0.0.1", 0, 0, Optional.of(TOKEN), List.of(), false));
  }

  private void give(String token) {
    get("token-input").fill(token);
    get("token-save").click();
  }

  @Test
  @DisplayName("The page asks for the token, says when it is wrong, and does what was wanted then")
  void refresh_token_isAskedFor() {
    open(Seeds.ALL);
    watch.expect(401, "/overview/refresh");
    get("refresh-button").click();
    assertThat(get("token-dialog")).isVisible();
    assertThat(get("token-input")).isFocused();
    assertThat(get("token-input")).hasAttribute("type", "password");
    give("wrong");
    assertThat(get("token-error")).hasText("The server does not accept this token.");
    assertThat(get("token-input")).hasValue("");
    give(TOKEN);
    assertThat(get("token-dialog")).isHidden();
    assertThat(get("refresh-status")).hasText("Overview refreshed");
  }

  @Test
  @DisplayName("The token is kept for this tab only, and can be forgotten")
  void token_given_isKeptInThisTabOnly() {
    open(Seeds.ALL);
    watch.expect(401, "/overview/refresh");
    get("refresh-button").click();
    give(TOKEN);
    assertThat(get("refresh-status")).hasText("Overview refreshed");
    assertThat(
            page.evaluate("JSON.stringify(localStorage) + document.cookie + location.href")
                .toString())
        .doesNotContain(TOKEN);

    visit("");
    get("refresh-button").click();
    assertThat(get("refresh-status")).hasText("Overview refreshed");

    Page other = page.context().newPage();
    other.navigate(address());
    assertThat(other.evaluate("sessionStorage.length")).isEqualTo(0);
    other.close();

    button("Forget the API token").click();
    get("refresh-button").click();
    assertThat(get("token-dialog")).isVisible();
  }

  @Test
  @DisplayName("Who gives no token reads on, and loses nothing of what was typed")
  void submit_noToken_losesNothing() {
    open(Seeds.ALL);
    watch.expect(401, "/tickets");
    get("new-ticket-button").click();
    get("submit-dialog").locator("[name=subject]").fill("Typed with care");
    get("submit-dialog").locator("[name=body]").fill("A long story");
    get("submit-dialog").locator("[name=from_name]").fill("Ann");
    get("submit-dialog").locator("[name=from_email]").fill("ann@moonpost.example");
    get("submit-button").click();
    get("token-dialog").getByText("Cancel").click();
    assertThat(get("token-dialog")).isHidden();
    assertThat(get("submit-status")).containsText("Not stored.");
    assertThat(get("submit-dialog").locator("[name=subject]")).hasValue("Typed with care");
    assertThat(backend().tickets().count()).isEqualTo(300);
    get("submit-button").click();
    give(TOKEN);
    assertThat(get("ticket-subject")).hasText("Typed with care");
  }
}
