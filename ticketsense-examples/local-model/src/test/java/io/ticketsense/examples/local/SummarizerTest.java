package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SummarizerTest {

  /** Knows no word, so that no fixture depends on what was trained. */
  private static final Summarizer SUMMARIZER = new Summarizer(TermTable.of(List.of()));

  private static String summarize(String subject, String... lines) {
    return SUMMARIZER.summarize(Message.of(subject, String.join("\n", lines)));
  }

  @Test
  @DisplayName("The sentence with most to say wins over pleasantries")
  void summarize_mail_picksTheSentenceThatSaysMost() {
    assertThat(
            summarize(
                "Export",
                "Hi team,",
                "",
                "Hope all is well. The export of the customer list stops at row 300 with a"
                    + " time-out. Thanks!",
                "",
                "Best regards,",
                "Ana Ruiz",
                "Head of Operations"))
        .isEqualTo("The export of the customer list stops at row 300 with a time-out.");
  }

  @Test
  @DisplayName("A word of the subject tips the balance")
  void summarize_subject_tipsTheBalance() {
    String body = "The blue printer prints pale pages. The grey scanner eats whole sheets.";

    assertThat(summarize("printer", body)).isEqualTo("The blue printer prints pale pages.");
    assertThat(summarize("scanner", body)).isEqualTo("The grey scanner eats whole sheets.");
  }

  @Test
  @DisplayName("Quotes, headers, logs, tables and disclaimers are not retold")
  void summarize_foreignLines_areSkipped() {
    assertThat(
            summarize(
                "Re: case",
                "From: Extraordinarily Verbose Sender <a@moonpost.example>",
                "Sent: Monday, 7 September 2026",
                "To: Extraordinarily Verbose Support",
                "2026-09-07T10:00:00Z ERROR scheduler dispatcher exhausted permanently",
                "Exception in thread main java.lang.IllegalStateException: exhausted dispatcher",
                "    at io.example.Dispatcher.dispatch(Dispatcher.java:42)",
                "Crew\tVan\tRoute\tDriver\tDepot\tArrival",
                "It stopped again.",
                "On Monday Bea Long wrote:",
                "> Kindly reinstall the complete dispatcher application beforehand.",
                "",
                "This message is confidential and intended for the named recipient only."))
        .isEqualTo("case: It stopped again.");
  }

  @Test
  @DisplayName("HTML leaves only its text")
  void summarize_html_isText() {
    assertThat(
            summarize(
                "Login",
                "<html><style>p {color: red}</style><body><p>Nobody can log in &amp; the desk",
                "is <i>closed</i> now.</p></body></html>"))
        .isEqualTo("Nobody can log in & the desk is closed now.");
  }

  @Test
  @DisplayName("More than 500 characters are cut at a word, with an ellipsis")
  void summarize_long_isCutAtWord() {
    String summary = summarize("a", "palabra ".repeat(200));

    assertThat(summary).endsWith("palabra…").hasSizeBetween(480, 500);
  }

  @Test
  @DisplayName("A text without a space is cut between characters, not within one")
  void summarize_emojiAndLetters_isCutBetweenCharacters() {
    String summary = summarize("!", "x\uD83D\uDE00".repeat(10_000));

    assertThat(summary.codePointCount(0, summary.length())).isEqualTo(500);
    assertThat(summary).endsWith("…");
    assertThat(summary.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Test
  @DisplayName("Exactly 500 characters are kept, one more is cut")
  void summarize_fiveHundred_isKept() {
    String text = "word" + "\uD83D\uDE00".repeat(496);

    assertThat(summarize("!", text)).isEqualTo(text);
    assertThat(summarize("!", "a" + text)).hasSize(4 + 1 + 494 * 2 + 1).endsWith("\uDE00…");
  }

  @Test
  @DisplayName("With no sentence the subject speaks, with no subject neither")
  void summarize_noSentence_fallsBack() {
    assertThat(summarize("Fwd: Re: Invoice of May", "\uD83D\uDE21\uD83D\uDE21"))
        .isEqualTo("Invoice of May");
    assertThat(summarize("12", "!!")).isEqualTo("12");
    assertThat(summarize("?", "!!")).isEqualTo("The ticket holds no readable text.");
  }

  @Test
  @DisplayName("A mail of quotes only is summed up from them")
  void summarize_onlyQuotes_usesThem() {
    assertThat(summarize("Fwd:", "> The boiler has been cold since Friday evening."))
        .isEqualTo("The boiler has been cold since Friday evening.");
  }

  @Test
  @DisplayName("Chinese and Arabic sentences are found too")
  void summarize_otherScripts_areRead() {
    assertThat(summarize("!", "发票金额不对。请尽快处理。")).isEqualTo("发票金额不对。");
    assertThat(summarize("!", "الفاتورة غير صحيحة هذا الشهر. شكرا"))
        .isEqualTo("الفاتورة غير صحيحة هذا الشهر.");
  }
}
