package io.ticketsense.evaluation;

import io.ticketsense.domain.Taxonomy;
import java.nio.file.Path;
import java.util.List;

/**
 * Labelled tickets out of files.
 *
 * <p>Either a file of labels by ticket id, beside files with a JSON array of tickets each; the name
 * of the file that holds a ticket, without its ending, is the group of the ticket:
 *
 * <pre>{@code
 * {"ticket_103": {"priority": "critical", "priority_also": ["high"],
 *   "category": "technical", "category_also": [], "sentiment": "negative", "sentiment_also": [],
 *   "summary": "…"}, …}
 * }</pre>
 *
 * <p>Or JSON lines, each an object with the fields of a ticket and its labels:
 *
 * <pre>{@code
 * {"id":"t-1","subject":"…","body":"…","from_name":"…","from_email":"…",
 *  "created_at":"2026-09-01T08:15:00Z","priority":"high","category":"billing",
 *  "sentiment":"angry","priority_also":["critical"],"summary":"…","group":"invoices"}
 * }</pre>
 *
 * <p>{@code …_also}, {@code summary} and {@code group} may be left out. Unknown fields and blank
 * lines are ignored. Files are UTF-8, with or without a byte order mark.
 *
 * @param labelled the tickets with labels: at least one, all ids different, unmodifiable
 * @param unlabelled how many tickets without labels were left out
 */
public record LabelledTickets(List<LabelledTicket> labelled, int unlabelled) {

  /** Creates a list. */
  public LabelledTickets {
    labelled = List.copyOf(labelled);
  }

  /**
   * Reads labels and tickets.
   *
   * @param labels file of labels by ticket id
   * @param tickets files with an array of tickets each
   * @param taxonomy the categories that are valid
   * @return every ticket that has labels, in the order of the files
   * @throws LabelledDataException listing everything that is wrong, with its file, id and field
   */
  public static LabelledTickets read(Path labels, List<Path> tickets, Taxonomy taxonomy) {
    return new LabelsFile(labels, taxonomy).read(tickets);
  }

  /**
   * Reads JSON lines.
   *
   * @param file with a labelled ticket in each line
   * @param taxonomy the categories that are valid
   * @return all tickets, in their order
   * @throws LabelledDataException listing what is wrong, with its file, line and field
   */
  public static LabelledTickets readLines(Path file, Taxonomy taxonomy) {
    return new LabelledTickets(new JsonLinesFile(file, taxonomy).read(), 0);
  }
}
