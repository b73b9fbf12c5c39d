package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import java.util.Set;

/**
 * A ticket that people have labelled.
 *
 * @param batch name of the file it is in
 * @param ticket as stored
 * @param labels the best ones
 * @param priorities every priority that can be defended, the best one included
 * @param categories every category that can be defended, the best one included
 * @param sentiments every sentiment that can be defended, the best one included
 */
record SeedTicket(
    String batch,
    Ticket ticket,
    Labels labels,
    Set<Priority> priorities,
    Set<Category> categories,
    Set<Sentiment> sentiments) {

  /** Returns what there is to learn: the text, without id, sender and date. */
  Example example() {
    return new Example(ticket.subject(), ticket.body(), labels);
  }
}
