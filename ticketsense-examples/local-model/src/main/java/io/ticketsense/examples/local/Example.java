package io.ticketsense.examples.local;

import io.ticketsense.domain.Ticket;
import io.ticketsense.evaluation.LabelledTicket;

/**
 * A text to learn from.
 *
 * @param theme what it has in common with others; empty for an invented text, which is not used to
 *     calibrate
 * @param subject may be empty
 * @param body may be empty
 * @param labels what to learn
 */
record Example(String theme, String subject, String body, Labels labels) {

  private static final String NO_THEME = "-";

  /**
   * Returns what there is to learn from a ticket: its text, without id, sender and date.
   *
   * @throws IllegalArgumentException if its category is not a standard one
   */
  static Example of(LabelledTicket labelled) {
    Ticket ticket = labelled.ticket();
    if (!TrainedModel.CATEGORIES.contains(labelled.category())) {
      throw new IllegalArgumentException(
          "Ticket " + ticket.id() + ": the local model learns the standard categories only");
    }
    return new Example(
        labelled.group().filter(group -> !group.isEmpty()).orElse(NO_THEME),
        ticket.subject(),
        ticket.body(),
        new Labels(labelled.priority(), labelled.category(), labelled.sentiment()));
  }

  boolean isTicket() {
    return !theme.isEmpty();
  }

  Message message() {
    return Message.of(subject, body);
  }
}
