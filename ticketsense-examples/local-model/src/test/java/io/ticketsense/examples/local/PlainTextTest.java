package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PlainTextTest {

  @Test
  @DisplayName("Tags go, and those that end a line end it")
  void of_tags_areTakenOut() {
    assertThat(PlainText.of("<p class=\"x\">one<br/>two</p><b>three</b>"))
        .isEqualTo("\none\ntwo\nthree");
    assertThat(PlainText.of("a<script>if (1 < 2) alert()</script>b<!-- c -->d")).isEqualTo("a bd");
  }

  @Test
  @DisplayName("What only looks like a tag stays")
  void of_noTags_stays() {
    String text = "1 < 2, 3 > 2, I <3 you, a<b, <<>>, <";

    assertThat(PlainText.of(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("Known entities are read; those of forbidden characters stay as they are")
  void of_entities_areRead() {
    assertThat(PlainText.of("&lt;b&gt; &amp; &#8364;&#x20AC;")).isEqualTo("<b> & €€");
    assertThat(PlainText.of("&#xD800; &#x110000; &bogus; &; &"))
        .isEqualTo("&#xD800; &#x110000; &bogus; &; &");
    assertThat(PlainText.of("a&#0;b")).isEqualTo("a b");
  }

  @Test
  @DisplayName("Line breaks of all systems become one kind, invisible characters go")
  void of_controls_areNormal() {
    assertThat(PlainText.of("a\r\nb\rc\u2028d\u0000e\u202Ef\u200Bg\u00A0h"))
        .isEqualTo("a\nb\nc\nd ef" + "g h");
    assertThat(PlainText.of("\uD83D\uDC68\u200D\uD83D\uDC69")).contains("\u200D");
  }
}
