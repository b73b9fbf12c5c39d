package io.ticketsense.examples.demo.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the page shows when there is nothing to show. */
final class OutageIT extends DashboardFixture {

  @Test
  @DisplayName("While nothing was counted, the page offers to count")
  void overview_missing_canBeCounted() {
    store(Seeds.ALL);
    stage.redis().del("triage:overview");
    watch.expect(404, "/overview");
    visit("");
    assertThat(get("empty-state")).containsText("No overview yet");
    button("Count now").click();
    assertThat(get("empty-state")).isHidden();
    assertThat(get("card-total-value")).hasText("300");
  }

  @Test
  @DisplayName("Without any ticket the page says so and offers the form")
  void tickets_none_saysSo() {
    open(List.of());
    assertThat(get("empty-state")).containsText("No tickets yet");
    assertThat(get("card-total-value")).hasText("0");
    assertThat(rows()).hasCount(0);
    get("empty-state").getByText("New ticket").click();
    assertThat(get("submit-dialog")).isVisible();
  }

  @Test
  @DisplayName(
      "While Redis is down the page says so, keeps the last numbers, and recovers by itself")
  void redis_down_isSaidAndRecovers() throws Exception {
    open(Seeds.ALL);
    assertThat(rows()).hasCount(10);
    watch.expect(503, "/overview");
    watch.expect(503, "/ready");
    stage.withRedisStopped(
        () -> {
          get("refresh-button").click();
          assertThat(get("down-state")).isVisible();
          assertThat(get("down-state")).containsText("Service down");
          assertThat(get("down-state")).containsText("Redis does not answer");
          assertThat(get("down-state"))
              .containsText(Pattern.compile("Numbers are from \\d\\d:\\d\\d\\."));
          assertThat(get("card-total-value")).hasText("300");
          assertThat(rows()).hasCount(10);
          screenshot("down");
        });
    assertThat(get("down-state")).isHidden();
    assertThat(get("toast")).hasText("The service is back.");
    get("refresh-button").click();
    assertThat(get("refresh-status")).hasText("Overview refreshed");
  }

  @Test
  @DisplayName("A page opened while Redis is down shows all as soon as it is back")
  void redis_downFromTheStart_recovers() throws Exception {
    store(Seeds.ALL);
    watch.expect(503, "/overview");
    watch.expect(503, "/sample");
    watch.expect(503, "/ready");
    stage.withRedisStopped(
        () -> {
          page.navigate(address());
          assertThat(get("down-state")).containsText("Redis does not answer");
          // Asked for at once, but answered in any order: Redis must not be back before.
          page.waitForCondition(watch::hasSeenAll);
          assertThat(get("tickets-table")).hasAttribute("aria-busy", "false");
        });
    assertThat(get("down-state")).isHidden();
    assertThat(get("card-total-value")).hasText("300");
    assertThat(rows()).hasCount(10);
  }

  @Test
  @DisplayName(
      "While Postgres is down the page says so, keeps what it shows, and recovers by itself")
  void postgres_down_isSaidAndRecovers() throws Exception {
    // A role that may not log in is as good as a server that is away, and quicker.
    stage.sql("DROP ROLE IF EXISTS dashboard; CREATE ROLE dashboard SUPERUSER LOGIN");
    String port = stage.sql("SHOW port").get(0);
    serve(
        Shared.OPEN,
        Map.of("DATABASE_URL", "postgresql://dashboard@127.0.0.1:" + port + "/postgres"));
    open(Seeds.ALL);
    assertThat(rows()).hasCount(10);
    List<String> before = listed();
    watch.expect(503, "/sample");
    watch.expect(503, "/ready");
    stage.sql(
        """
        ALTER ROLE dashboard NOLOGIN;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'dashboard'
        """);
    get("sample-button").click();
    assertThat(get("down-state")).containsText("Postgres does not answer");
    assertThat(page.locator("#tickets-notice")).containsText("could not be loaded");
    assertThat(listed()).isEqualTo(before);
    assertThat(get("card-total-value")).hasText("300");
    stage.sql("ALTER ROLE dashboard LOGIN");
    assertThat(get("down-state")).isHidden();
    assertThat(page.locator("#tickets-notice")).isHidden();
    assertThat(rows()).hasCount(10);
  }

  @Test
  @DisplayName(
      "Newest tickets are listed without labels while Redis is down, and the page says why")
  void list_redisDown_saysThatLabelsAreUnknown() throws Exception {
    open(Seeds.ALL);
    watch.expect(503, "/overview");
    watch.expect(503, "/ready");
    stage.withRedisStopped(
        () -> {
          button("Newest first").click();
          assertThat(page.locator("#tickets-notice"))
              .containsText("Labels are not known at the moment");
          assertThat(rows()).hasCount(20);
          get("refresh-button").click();
          assertThat(get("down-state")).containsText("Redis does not answer");
        });
    assertThat(get("down-state")).isHidden();
  }
}
