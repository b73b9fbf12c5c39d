package io.ticketsense.evaluation;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A ticket with the labels that a person chose.
 *
 * @param ticket what is labelled
 * @param priority the best one
 * @param category the best one
 * @param sentiment the best one
 * @param priorityAlso further ones that can be defended, without the best one; unmodifiable
 * @param categoryAlso further ones that can be defended, without the best one; unmodifiable
 * @param sentimentAlso further ones that can be defended, without the best one; unmodifiable
 * @param summary a reference in one sentence; empty for none
 * @param group what the ticket is reported with, such as its theme; empty for none
 */
public record LabelledTicket(
    Ticket ticket,
    Priority priority,
    Category category,
    Sentiment sentiment,
    Set<Priority> priorityAlso,
    Set<Category> categoryAlso,
    Set<Sentiment> sentimentAlso,
    Optional<String> summary,
    Optional<String> group) {

  /** Creates a labelled ticket. */
  public LabelledTicket {
    priorityAlso = without(priorityAlso, priority);
    categoryAlso = without(categoryAlso, category);
    sentimentAlso = without(sentimentAlso, sentiment);
  }

  /**
   * Labels a ticket where one label each is right.
   *
   * @param ticket what is labelled
   * @param priority the only right one
   * @param category the only right one
   * @param sentiment the only right one
   * @return a labelled ticket without further labels, summary and group
   */
  public static LabelledTicket of(
      Ticket ticket, Priority priority, Category category, Sentiment sentiment) {
    return new LabelledTicket(
        ticket,
        priority,
        category,
        sentiment,
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Changes the group.
   *
   * @param group what the ticket is reported with
   * @return a labelled ticket that is the same otherwise
   */
  public LabelledTicket withGroup(String group) {
    return new LabelledTicket(
        ticket,
        priority,
        category,
        sentiment,
        priorityAlso,
        categoryAlso,
        sentimentAlso,
        summary,
        Optional.of(group));
  }

  private static <L> Set<L> without(Collection<L> also, L best) {
    Set<L> rest = new LinkedHashSet<>(also);
    rest.remove(best);
    return Collections.unmodifiableSet(rest);
  }

  /** Returns the id of the ticket only: the rest is personal, or tells about it. */
  @Override
  public String toString() {
    return "LabelledTicket[id=" + ticket.id() + "]";
  }
}
