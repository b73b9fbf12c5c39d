package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TaggerTest {

  /** Knows no word, so that no fixture depends on what was trained. */
  private static final Tagger TAGGER = new Tagger(TermTable.of(List.of()));

  private static List<String> tags(String subject, String body) {
    return TAGGER.tag(Message.of(subject, body), Category.FEATURE_REQUEST, Priority.LOW);
  }

  @Test
  @DisplayName("Repeated words and pairs of the subject become tags, common words do not")
  void tag_mail_picksTopics() {
    assertThat(
            tags(
                "Invoice export",
                "The printer is loud. We would like the printer to be with you, please."))
        .containsExactlyInAnyOrder("invoice-export", "printer");
  }

  @Test
  @DisplayName("Accents are folded to a-z, in every language")
  void tag_accents_areFolded() {
    assertThat(tags("Größe", "x")).contains("grosse");
    assertThat(tags("Überweisung", "x")).contains("uberweisung");
    assertThat(tags("Smørrebrød", "x")).contains("smorrebrod");
    assertThat(tags("ISPARTA KAPISI", "x")).contains("isparta-kapisi");
    assertThat(tags("ışıklar", "x")).contains("isiklar");
    assertThat(tags("Cœur e\u0301change", "x")).contains("coeur-echange");
  }

  @Test
  @DisplayName("Addresses, telephone and order numbers never become tags")
  void tag_addressesAndNumbers_areLeftOut() {
    assertThat(
            tags(
                "ana.ruiz@moonpost.example +1 555 0142 WX-2026-08-3311 4711",
                "https://wexmoor.example/path www.wexmoor.example ana.ruiz@moonpost.example 4711"))
        .containsExactly("feature-request", "low-priority");
  }

  @Test
  @DisplayName("Names within sentences do not become tags")
  void tag_names_areLeftOut() {
    assertThat(
            tags(
                "printer",
                "the printer was moved by Whitcombe last week and since then it jams, said"
                    + " Whitcombe himself, and Whitcombe knows the printer well"))
        .contains("printer")
        .noneMatch(tag -> tag.contains("whitcombe"));
  }

  @Test
  @DisplayName("At most five tags, none of which repeats the words of another")
  void tag_manyTopics_givesFive() {
    List<String> tags =
        tags("alpha bravo; charlie; delta; echo; foxtrot; golf; hotel; india", "alpha bravo");

    assertThat(tags).hasSize(5).contains("alpha-bravo").doesNotContain("alpha", "bravo");
  }

  @Test
  @DisplayName("With too few topics the labels fill up")
  void tag_fewTopics_areFilledUp() {
    assertThat(tags("printer", "x")).containsExactly("printer", "feature-request");
    assertThat(tags("中文", "!")).containsExactly("feature-request", "low-priority");
    assertThat(TAGGER.tag(Message.of("billing", "x"), Category.BILLING, Priority.CRITICAL))
        .containsExactly("billing", "critical-priority");
  }
}
