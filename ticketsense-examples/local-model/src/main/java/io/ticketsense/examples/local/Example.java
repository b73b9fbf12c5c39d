package io.ticketsense.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ticketsense.domain.Ticket;
import io.ticketsense.evaluation.LabelledTicket;
import java.security.MessageDigest;
import java.util.List;

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

  /** Returns the first eight digits of the SHA-256 of all that there is to learn. */
  static String digest(List<Example> examples) {
    MessageDigest digest = Sha256.create();
    for (Example example : examples) {
      Labels labels = example.labels();
      String text =
          String.join(
              "\0",
              example.subject(),
              example.body(),
              labels.priority().label(),
              labels.category().label(),
              labels.sentiment().label());
      digest.update((text + "\0").getBytes(UTF_8));
    }
    return Sha256.digits(digest);
  }

  boolean isTicket() {
    return !theme.isEmpty();
  }

  Message message() {
    return Message.of(subject, body);
  }
}
