package io.ticketsense.evaluation;

import io.ticketsense.domain.Ticket;
import java.util.Locale;

/** Something that a good summary keeps to, whatever it says. */
public enum SummaryCheck {
  /** At most 500 characters. No triage can break this; shown so that nobody need wonder. */
  LENGTH("length") {
    @Override
    boolean holds(String summary, Ticket ticket) {
      return summary.codePointCount(0, summary.length()) <= MAX_LENGTH;
    }
  },
  /**
   * One sentence: one line, in which no full stop, question mark or exclamation mark is followed by
   * a space and a capital letter. A full stop after a single letter, a number, or an abbreviation
   * such as "e.g.", "Dr." or "No." ends no sentence.
   */
  ONE_SENTENCE("one_sentence") {
    @Override
    boolean holds(String summary, Ticket ticket) {
      return SummaryText.isOneSentence(summary);
    }
  },
  /**
   * No greeting and no signature: holds no whole line of the ticket that greets ("Hi team,"), and
   * none of two words or more that says goodbye ("Kind regards,"), nor one of four words or more
   * below that. Case and spaces do not matter.
   */
  NO_SIGNATURE("no_signature") {
    @Override
    boolean holds(String summary, Ticket ticket) {
      return !SummaryText.holdsPleasantries(summary, ticket.body());
    }
  },
  /** Not the whole body over again. Case and spaces do not matter. */
  NOT_THE_BODY("not_the_body") {
    @Override
    boolean holds(String summary, Ticket ticket) {
      return !SummaryText.plain(summary).equals(SummaryText.plain(ticket.body()));
    }
  };

  private static final int MAX_LENGTH = 500;

  private final String label;

  SummaryCheck(String label) {
    this.label = label;
  }

  /**
   * Returns the name used in JSON.
   *
   * @return lower case, for instance {@code "one_sentence"}
   */
  public String label() {
    return label;
  }

  /** Returns the name for people. */
  String title() {
    return label.replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  abstract boolean holds(String summary, Ticket ticket);
}
