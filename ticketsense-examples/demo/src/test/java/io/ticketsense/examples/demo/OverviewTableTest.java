package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OverviewTableTest {

  @Test
  @DisplayName("Counts line up at their right, whatever their length, and lines end in no blanks")
  void text_countsOfAllLengths_lineUp() {
    assertThat(OverviewTable.text(Cli.overview(12_345, 2, 30, 1_000, 4, 0)).lines())
        .containsExactly(
            "12345 tickets, 1036 triaged",
            "",
            "Priority          Category                 Sentiment",
            "low          0    billing             2    positive  1036",
            "medium    1036    technical          30    neutral      0",
            "high         0    feature_request  1000    negative     0",
            "critical     0    complaint           4    angry        0",
            "                  general             0");
  }

  @Test
  @DisplayName("Without tickets every label is listed with a zero")
  void text_noTickets_listsZeros() {
    assertThat(OverviewTable.text(Cli.overview(0, 0, 0, 0, 0, 0)).lines())
        .containsExactly(
            "0 tickets, 0 triaged",
            "",
            "Priority       Category              Sentiment",
            "low       0    billing          0    positive  0",
            "medium    0    technical        0    neutral   0",
            "high      0    feature_request  0    negative  0",
            "critical  0    complaint        0    angry     0",
            "               general          0");
  }

  @Test
  @DisplayName("As JSON it is what is stored, in one line")
  void print_json_isStoredForm() {
    Cli cli = Cli.idle();

    OverviewTable.print(Cli.overview(10, 2, 3, 1, 0, 0), cli.output(true));

    assertThat(cli.printed(0).out())
        .isEqualToIgnoringNewLines(
            "{\"total_tickets\":10,\"triaged_tickets\":6,"
                + "\"by_priority\":{\"low\":0,\"medium\":6,\"high\":0,\"critical\":0},"
                + "\"by_category\":{\"billing\":2,\"technical\":3,\"feature_request\":1,"
                + "\"complaint\":0,\"general\":0},"
                + "\"by_sentiment\":{\"positive\":6,\"neutral\":0,\"negative\":0,\"angry\":0}}");
    assertThat(cli.printed(0).err()).isEmpty();
  }
}
